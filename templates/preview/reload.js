/* Only in the copies that the preview serves: asks whether the page has changed, and loads it anew when it has. */
(() => {
  "use strict";
  let seen = null;
  async function look() {
    try {
      const answer = await fetch("/-/version?page=" + encodeURIComponent(location.pathname), { cache: "no-store" });
      const now = answer.ok ? await answer.text() : "";
      if (now && seen && now !== seen) location.reload();
      if (now) seen = now;
    } catch (error) { /* the preview has ended, or is not up again yet */ }
    setTimeout(look, 700);
  }
  look();
})();
