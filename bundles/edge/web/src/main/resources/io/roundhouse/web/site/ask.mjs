// Questions to the admin API and the protocol. An error is the server's own sentence.

export async function get(path) {
  return answer(await fetch(path, {headers: {Accept: "application/json"}}));
}

export async function post(path, body) {
  return answer(await fetch(path, {
    method: "POST",
    headers: {"Content-Type": "application/json"},
    body: body === undefined ? undefined : JSON.stringify(body),
  }));
}

async function answer(response) {
  const document = await response.json().catch(() => ({error: `the server answered ${response.status}`}));
  if (!response.ok) {
    throw new Error(document.error ?? `the server answered ${response.status}`);
  }
  return document;
}

/** What a question gives, or a way to say that the bundle behind it is away. */
export async function find(path, otherwise) {
  try {
    return await get(path);
  } catch (error) {
    return {...otherwise, missing: error.message};
  }
}
