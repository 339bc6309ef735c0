// The stream of snapshots, and the last five minutes of what it told.

import {ask} from "./ask.mjs";
import {grown} from "./numbers.mjs";

const KEPT = 150; // one every two seconds
const listeners = new Set();
const history = new Map();
let before = null;

export const live = {
  now: null,
  models: new Map(),

  /** Called at each snapshot, and at once when there is one; returns how to stop it. */
  listen(listener) {
    listeners.add(listener);
    if (live.now) {
      listener(live);
    }
    return () => listeners.delete(listener);
  },

  /** Times and values of a model, oldest first. */
  history(model) {
    return history.get(model) ?? {at: [], rate: [], p50: [], p99: [], failed: []};
  },
};

let link;
let stream = new AbortController();

export function start(place) {
  link = place;
  run();
}

/** Another token, another stream: what was allowed before may not be now. */
export function again() {
  stream.abort();
}

/** For ever. Read by fetch and not by EventSource, which cannot say who asks. */
async function run() {
  for (;;) {
    stream = new AbortController();
    let wait = 3000;
    try {
      await events(await ask("/admin/v1/live", {headers: {Accept: "text/event-stream"}, signal: stream.signal}));
      lost("connection lost, trying again…");
    } catch (error) {
      lost(error.status === 401 ? "not signed in" : error.status ? error.message : "connection lost, trying again…");
      wait = error.status === 401 ? Infinity : wait;
    }
    await pause(wait, stream.signal);
  }
}

/** Until then, or until the signal. */
function pause(millis, signal) {
  return signal.aborted ? null : new Promise(done => {
    signal.addEventListener("abort", done);
    if (isFinite(millis)) {
      setTimeout(done, millis);
    }
  });
}

function lost(words) {
  if (!stream.signal.aborted) {
    link.textContent = words;
    link.className = "lost";
  }
}

/** Lines of text that begin with "data: ", an empty one after each; others are comments. */
async function events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const {value, done} = await reader.read();
    if (done) {
      return;
    }
    const parts = (text + value).split("\n\n");
    text = parts.pop();
    parts.filter(part => part.startsWith("data: ")).forEach(part => show(part.slice("data: ".length)));
  }
}

function show(data) {
  take(JSON.parse(data));
  link.textContent = `live, ${new Date(live.now.atMillis).toLocaleTimeString("en")}`;
  link.className = "";
}

function take(snapshot) {
  if (snapshot.atMillis === before?.atMillis) {
    return; // the first of a stream, and the one for all, in the same moment: there is no rate between them
  }
  live.now = snapshot;
  live.models = grown(snapshot, before);
  before = snapshot;
  for (const [model, one] of live.models) {
    remember(model, snapshot.atMillis / 1000, one);
  }
  listeners.forEach(listener => listener(live));
}

function remember(model, at, one) {
  const past = history.get(model) ?? {at: [], rate: [], p50: [], p99: [], failed: []};
  history.set(model, past);
  const values = {at, rate: one.rate, p50: one.p50, p99: one.p99, failed: one.failed * 100};
  for (const [name, value] of Object.entries(values)) {
    past[name].push(value);
    if (past[name].length > KEPT) {
      past[name].shift();
    }
  }
}
