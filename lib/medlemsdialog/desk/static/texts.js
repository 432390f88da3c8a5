/* The page's texts: written here in bokmål, shown as the catalogue has them in the language of the desk. */

let catalogue = {};

function useTexts(texts) { catalogue = texts; }

/* The text with its {values} filled in. */
function t(text, values = {}) {
  return (catalogue[text] || text).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/* The first text for one, the second for any other number; {number} is known to both. */
function plural(one, many, number, values = {}) {
  return t(number === 1 ? one : many, { number, ...values });
}

const registeredTabs = [];

/* Add a tab to the desk, in the order of the work; see shell.js for what a tab is. */
function registerTab(tab) { registeredTabs.push(tab); }
