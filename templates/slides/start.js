/* Makes a deck of the page where there is room for one; the reader can have the plain page back at any time. */
(() => {
  "use strict";
  const style = document.getElementById("reveal-style");
  const button = document.getElementById("form");
  const main = document.getElementById("innhold");
  const wide = window.matchMedia("(min-width: 700px) and (min-height: 400px)");
  const sections = [...document.querySelectorAll(".slides > section")];
  let deck = null;

  function nameParts() {
    const wrapper = document.querySelector(".reveal");
    // An application would take the arrow keys from those who read by ear.
    wrapper.removeAttribute("role");
    const controls = wrapper.querySelector(".controls");
    if (controls) {
      controls.setAttribute("role", "region");
      controls.setAttribute("aria-label", main.dataset.controls);
      for (const [part, words] of [["left", "previous"], ["right", "next"], ["up", "previous"], ["down", "next"]]) {
        const arrow = controls.querySelector(".navigate-" + part);
        if (arrow) arrow.setAttribute("aria-label", main.dataset[words]);
      }
    }
  }

  function showDeck() {
    style.media = "screen";
    document.documentElement.classList.add("as-deck");
    deck = new Reveal(document.querySelector(".reveal"), {
      width: 1280, height: 720, margin: 0.02, minScale: 0.2, maxScale: 3,
      center: false, hash: true, help: false, transition: "none", backgroundTransition: "none",
      controls: true, controlsTutorial: false, progress: true, slideNumber: "c/t", scrollActivationWidth: null,
      navigationMode: "linear", viewDistance: 1000, mobileViewDistance: 1000, pause: false, jumpToSlide: false,
    });
    deck.initialize().then(nameParts);
    button.textContent = button.dataset.page;
  }

  function showPage() {
    const here = deck ? deck.getCurrentSlide() : null;
    if (deck) deck.destroy();
    deck = null;
    style.media = "not all";
    document.documentElement.classList.remove("as-deck", "reveal-full-page");
    document.body.removeAttribute("style");
    for (const section of sections) {
      for (const name of ["style", "hidden", "aria-hidden"]) section.removeAttribute(name);
    }
    document.querySelector(".slides").removeAttribute("style");
    button.textContent = button.dataset.deck;
    if (here) here.scrollIntoView();
  }

  button.addEventListener("click", () => (deck ? showPage() : showDeck()));
  wide.addEventListener("change", () => {
    button.hidden = !wide.matches;
    if (wide.matches && !deck) showDeck();
    else if (!wide.matches && deck) showPage();
  });
  button.hidden = !wide.matches;
  if (wide.matches) showDeck();
})();
