// The stream of snapshots, and the last five minutes of what it told.

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

export function start(link) {
  const source = new EventSource("/admin/v1/live");
  source.onmessage = event => {
    take(JSON.parse(event.data));
    link.textContent = `live, ${new Date(live.now.atMillis).toLocaleTimeString("en")}`;
    link.className = "";
  };
  source.onerror = () => {
    link.textContent = "connection lost, trying again…";
    link.className = "lost";
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => start(link), 3000); // answered with an error: EventSource gives up by itself
    }
  };
}

function take(snapshot) {
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
