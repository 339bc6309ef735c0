// Questions to the admin API and the protocol. An error is the server's own sentence.

import {refused, token} from "./token.mjs";

/**
 * As fetch, with two words more: a token to try instead of the tab's own, and whether a refusal is the caller's alone to show.
 * The admin API is told who asks; the protocol does not want to know.
 */
export async function ask(path, {trying, quiet, ...options} = {}) {
  const shown = path.startsWith("/admin/") ? trying ?? token() : null;
  const headers = {...options.headers, ...(shown ? {Authorization: `Bearer ${shown}`} : {})};
  const response = await fetch(path, {...options, headers});
  if (!response.ok) {
    const {error} = await response.json().catch(() => ({}));
    const sentence = error ?? `the server answered ${response.status}`;
    if (!quiet && [401, 403, 429].includes(response.status)) {
      refused(response.status, shown, sentence);
    }
    throw Object.assign(new Error(sentence), {status: response.status});
  }
  return response;
}

export async function get(path, options) {
  return (await ask(path, {...options, headers: {Accept: "application/json"}})).json();
}

export async function post(path, body) {
  return (await ask(path, {
    method: "POST",
    headers: {"Content-Type": "application/json"},
    body: body === undefined ? undefined : JSON.stringify(body),
  })).json();
}

/** What a question gives, or a way to say that the bundle behind it is away. */
export async function find(path, otherwise) {
  try {
    return await get(path);
  } catch (error) {
    return {...otherwise, missing: error.message};
  }
}
