// Which page is shown. A page is a function that fills main and returns how to stop it.

import {alerts} from "./alerts.mjs";
import {h} from "./dom.mjs";
import {fleet} from "./fleet.mjs";
import {again, live, start} from "./live.mjs";
import {model} from "./model.mjs";
import {plugins} from "./plugins.mjs";
import {trends} from "./trends.mjs";
import {arrived, begin, signIn, who} from "./who.mjs";

const main = document.getElementById("main");
const firing = document.getElementById("firing");
let stop = () => {};

function show() {
  const [word, name] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const pages = {"": fleet, plugins, alerts, trends, models: place => model(place, name)};
  stop();
  main.replaceChildren();
  stop = (who.role === "none" ? closed : pages[word] ?? missing)(main);
  document.title = `${name || word || "models"} – Roundhouse`;
  for (const link of document.querySelectorAll("nav a")) {
    const here = link.getAttribute("href") === `#/${word === "models" ? "" : word}`;
    here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  }
}

function missing(place) {
  place.append(h("h1", {}, "No such page"), h("p", {}, h("a", {href: "#/"}, "All models")));
  return () => {};
}

/** Where nobody may look without a token. */
function closed(place) {
  place.append(h("h1", {}, "Sign in to look"), h("p", {}, "This server shows nothing to who has no token."),
    h("p", {}, h("button", {type: "button", class: "main", onclick: signIn}, "Sign in with a token")));
  return () => {};
}

addEventListener("hashchange", () => {
  arrived();
  show();
  main.focus();
});
live.listen(({now}) => {
  const count = now.alerts.filter(alert => alert.state === "FIRING").length;
  firing.hidden = count === 0;
  firing.textContent = `${count}`;
});
await begin(() => { again(); show(); });
show();
start(document.getElementById("link"));
