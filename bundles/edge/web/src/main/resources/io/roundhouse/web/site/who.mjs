// Who looks at this, what he may, and how he signs in.

import {get} from "./ask.mjs";
import {h} from "./dom.mjs";
import {isToken, keep, onRefusal, taken, token} from "./token.mjs";

const ME = "/admin/v1/me";
const place = document.getElementById("who");
const said = document.getElementById("said");
let changed = () => {};

/** The role is empty while nobody can tell, and "none" where not even looking is allowed. */
export const who = {name: "", role: ""};

const mayAct = () => who.role === "admin";

/** A button that acts: for an admin to press; others read beside it why not. */
export function act(words, onclick, attributes = {}) {
  return h("button", {type: "button", ...attributes, disabled: !mayAct(), "aria-describedby": mayAct() ? null : "reason",
    onclick: event => { say(""); return onclick?.(event); }}, words);
}

/** Why buttons cannot be pressed; once a page. */
export function reason() {
  return mayAct() ? null : h("p", {class: "soft", id: "reason"},
    `To act takes the role admin; ${who.name || "who is not signed in"} has the role ${who.role || "none"}. Sign in, above, with an admin's token.`);
}

/** A sentence above all pages, until the next action. */
export function say(sentence) {
  said.textContent = sentence;
  said.hidden = !sentence;
}

/** Finds out who this is, now and whenever a token comes or goes; the listener is told of changes after that. */
export async function begin(listener) {
  onRefusal((status, shown, sentence) => {
    say(sentence);
    if (status === 401 && shown && shown === token()) {
      look(); // it was taken away meanwhile
    }
  });
  taken();
  await look();
  changed = listener;
}

/** A token may also be put behind the address of a page that is open. */
export function arrived() {
  if (taken()) {
    look();
  }
}

async function look() {
  const shown = token();
  try {
    become(await get(ME, {quiet: true}));
  } catch (error) {
    const no = error.status === 401 || error.status === 429;
    if (no && shown) { // without it there may still be something to see
      say(error.message);
      keep(null);
      await look();
    } else {
      become({name: "", role: no ? "none" : ""});
    }
  }
}

function become({name, role}) {
  const other = name !== who.name || role !== who.role;
  Object.assign(who, {name, role});
  place.replaceChildren(...(token()
    ? [h("span", {}, name ? `${name}, ${role}` : "signed in"), h("button", {type: "button", onclick: signOut}, "Sign out")]
    : [h("button", {type: "button", onclick: signIn}, "Sign in")]));
  if (other) {
    changed();
  }
}

const focus = () => place.querySelector("button").focus();

async function signOut() {
  keep(null);
  say("");
  await look();
  focus();
}

/** The dialog is the browser's own: it keeps the focus, and Escape closes it. */
export function signIn() {
  const field = h("input", {type: "password", name: "token", autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": "where"});
  const trouble = h("p", {class: "note", role: "alert", hidden: true});
  const dialog = h("dialog", {"aria-labelledby": "signing", onclose: () => dialog.remove()},
    h("h2", {id: "signing"}, "Sign in"),
    h("form", {onsubmit: async event => {
      event.preventDefault();
      const no = await tried(field.value.trim());
      trouble.textContent = no;
      trouble.hidden = !no;
      no ? field.select() : dialog.close();
      no || focus();
    }},
      h("label", {}, h("span", {}, "Token"), field),
      h("p", {class: "soft", id: "where"}, "The owner's lies in ", h("code", {}, "admin.token"), " in the server's data folder; ",
        h("code", {}, "./roundhouse token add NAME --role viewer|admin"), " makes others. It is kept until this tab closes."),
      trouble,
      h("div", {class: "row"}, h("button", {class: "main"}, "Sign in"), h("button", {type: "button", onclick: () => dialog.close()}, "Cancel"))));
  document.body.append(dialog);
  dialog.showModal();
}

/** Why a token is none; empty when it is one, and kept. */
async function tried(text) {
  if (!isToken(text)) {
    return "a token is letters, digits, '-' and '_', and nothing else";
  }
  try {
    const me = await get(ME, {trying: text, quiet: true});
    keep(text);
    say("");
    become(me);
    return "";
  } catch (error) {
    return error.message;
  }
}
