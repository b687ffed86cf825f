import { expect } from "vitest";

export type Api = {
  query: <T>(path: string, input?: unknown) => Promise<T>;
  mutate: <T>(path: string, input: unknown) => Promise<T>;
};

/** The API as the admin console uses it: signed in, with a cookie. */
export async function signIn(url: string, email: string): Promise<Api> {
  const signedIn = await fetch(`${url}/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email, password: demoPassword }),
  });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const headers = { cookie, origin: url, "content-type": "application/json", "x-tagdeck-workspace": "demo" };

  async function answer<T>(response: Response): Promise<T> {
    const body: { result?: { data: T }; error?: { message: string } } = await response.json();
    if (!body.result) throw new Error(body.error?.message ?? `status ${response.status}`);
    return body.result.data;
  }
  return {
    query: async (path, input = {}) =>
      answer(
        await fetch(`${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers }),
      ),
    mutate: async (path, input) =>
      answer(await fetch(`${url}/trpc/${path}`, { method: "POST", headers, body: JSON.stringify(input) })),
  };
}

export const demoPassword = "tagdeck-demo";
