// Elements from words and values. Text is always text: nothing of a client or a model is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(["svg", "path", "rect", "title"]);

/** h("td", {class: "number"}, 12): children are elements, texts, lists of both, or nothing. */
export function h(name, attributes = {}, ...children) {
  const element = DRAWN.has(name) ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Columns: a title, and how a row's cell is made; a cell that is a number in words stands right. */
export function table(caption, columns, rows, nothing = "none") {
  return h("div", {class: "wide", tabindex: "0", role: "region", "aria-label": caption},
    h("table", {},
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, columns.map(column => h("th", {scope: "col", class: column.number ? "number" : null}, column.title)))),
      h("tbody", {}, rows.length
        ? rows.map(row => h("tr", {}, columns.map((column, i) =>
            h(i === 0 ? "th" : "td", {scope: i === 0 ? "row" : null, class: column.number ? "number" : null}, column.cell(row)))))
        : h("tr", {}, h("td", {colspan: columns.length, class: "soft"}, nothing)))));
}

const MOODS = {
  LIVE: "good", RUNNING: "good", GOOD: "good", RESOLVED: "good",
  WAITING: "warn", LOADING: "warn", WARNING: "warn", PENDING: "warn", PAUSED: "warn", DRAINING: "warn",
  FAILED: "bad", ALARM: "bad", FIRING: "bad",
};

/** A word with its colour and shape. */
export function state(word) {
  return h("span", {class: `state ${MOODS[word] ?? ""}`}, word.toLowerCase());
}

export function card(value, words) {
  return h("div", {class: "card"}, h("b", {}, value), h("span", {}, words));
}

export function section(title, ...children) {
  return h("section", {}, h("h2", {}, title), children);
}

/** A sentence that something is wrong. */
export function note(sentence) {
  return sentence ? h("p", {class: "note", role: "alert"}, sentence) : null;
}
