// Counters become rates, buckets become percentiles, numbers become words.

/** What grew between two snapshots, by model: requests a second, failures' share, and seconds at percentiles. */
export function grown(now, before) {
  const models = new Map();
  if (!before) {
    return models;
  }
  const seconds = (now.atMillis - before.atMillis) / 1000;
  const earlier = new Map(before.arms.map(arm => [key(arm), arm]));
  for (const arm of now.arms) {
    const old = earlier.get(key(arm));
    const one = models.get(arm.model) ?? {requests: 0, failures: 0, seconds: arm.seconds, counts: arm.counts.map(() => 0)};
    one.requests += growth(arm.requests, old?.requests);
    one.failures += growth(sum(arm.failures), old ? sum(old.failures) : undefined);
    arm.counts.forEach((count, i) => { one.counts[i] += growth(count, old?.counts[i]); });
    models.set(arm.model, one);
  }
  for (const one of models.values()) {
    one.rate = one.requests / seconds;
    one.failed = one.requests > 0 ? one.failures / one.requests : 0;
    one.p50 = percentile(one, 0.5);
    one.p99 = percentile(one, 0.99);
  }
  return models;
}

const key = arm => [arm.model, arm.version, arm.arm, arm.engine, arm.engineVersion].join("\n");
const sum = failures => Object.values(failures).reduce((a, b) => a + b, 0);
const growth = (now, before) => Math.max(0, now - (before ?? now)); // an arm that is new begins with its next answer

/** Within a bucket the values are taken to lie evenly, as Prometheus' histogram_quantile does. */
export function percentile({seconds, counts}, share) {
  const all = counts.at(-1) ?? 0;
  if (!all) {
    return null;
  }
  const rank = share * all;
  const i = counts.findIndex(count => count >= rank);
  const low = i > 0 ? seconds[i - 1] : 0;
  const high = seconds[i] ?? low; // null: beyond the last bound
  const below = i > 0 ? counts[i - 1] : 0;
  return low + (high - low) * (rank - below) / Math.max(1e-9, counts[i] - below);
}

/** Buckets that are not empty, as bars. */
export function bars({seconds, counts}) {
  const each = counts.map((count, i) => count - (i > 0 ? counts[i - 1] : 0));
  const first = each.findIndex(count => count > 0);
  const last = each.findLastIndex(count => count > 0);
  const all = counts.at(-1) || 1;
  return first < 0 ? {bins: [], shares: []} : {
    bins: seconds.slice(first, last + 1).map(bound => bound === null ? "more" : `≤ ${time(bound)}`),
    shares: each.slice(first, last + 1).map(count => count / all),
  };
}

export function time(seconds) {
  if (seconds === null || seconds === undefined || !isFinite(seconds)) {
    return "–";
  }
  return seconds < 1e-3 ? `${round(seconds * 1e6)} µs` : seconds < 1 ? `${round(seconds * 1e3)} ms` : `${round(seconds)} s`;
}

export function count(value) {
  return value === null || value === undefined ? "–" : Math.round(value).toLocaleString("en");
}

export function round(value) {
  if (value === null || value === undefined) {
    return "–";
  }
  if (Math.abs(value) >= 1e6) {
    return value.toLocaleString("en", {notation: "compact", maximumSignificantDigits: 3});
  }
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : Number(value.toPrecision(3)).toString();
}

export function percent(share) {
  return share === null || share === undefined ? "–" : `${round(share * 100)} %`;
}

export function moment(millis) {
  return millis ? new Date(millis).toLocaleString("en", {dateStyle: "medium", timeStyle: "medium"}) : "–";
}
