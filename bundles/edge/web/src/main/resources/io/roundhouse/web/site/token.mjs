// The token of this tab. It is kept until the tab closes, and never becomes part of an address that is asked for.

const KEY = "roundhouse.token";
let listener = () => {};

export const token = () => sessionStorage.getItem(KEY);

/** Whether a text may be one at all; else a browser would not send it. */
export const isToken = text => /^[A-Za-z0-9_-]+$/.test(text);

export function keep(value) {
  value ? sessionStorage.setItem(KEY, value) : sessionStorage.removeItem(KEY);
}

/** Takes a token out of the address bar, and out of the history with it; whether there was one. */
export function taken() {
  const [, found] = /^#token=(.*)$/.exec(location.hash) ?? [];
  if (found !== undefined) {
    keep(isToken(found) ? found : null);
    history.replaceState(null, "", `${location.pathname}#/`);
  }
  return found !== undefined;
}

/** Told of each answer that says no: its status, the token that was shown, and the server's sentence. */
export function onRefusal(told) {
  listener = told;
}

export function refused(status, shown, sentence) {
  listener(status, shown, sentence);
}
