import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export type OidcPerson = { sub: string; email: string; verified: boolean; name: string };

/** A real OpenID Connect provider on loopback. Whoever comes is signed in as the person that was named last. */
export async function anOidcProvider(redirectUri: string) {
  const people = new Map<string, OidcPerson>();
  let next = "";
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  // safe because a listening TCP server has an address of this form
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { id: "tagdeck", secret: "a secret of the client that is long enough" };
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["a key of the provider's cookies"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount(_, id) {
      const person = people.get(id);
      if (!person) return undefined;
      const { sub, email, verified, name } = person;
      return { accountId: id, claims: () => ({ sub, email, email_verified: verified, name }) };
    },
  });
  provider.on("server_error", (_, error) => console.error(error));
  const callback = provider.callback();

  async function handle(...[request, response]: Parameters<typeof callback>): Promise<void> {
    if (!request.url?.startsWith("/interaction/")) return callback(request, response);
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === "login") {
      await provider.interactionFinished(request, response, { login: { accountId: next } });
      return;
    }
    const grant = new provider.Grant({
      accountId: session?.accountId ?? next,
      clientId: String(params["client_id"]),
    });
    grant.addOIDCScope(String(params["scope"]));
    await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
  }

  return {
    options: { issuer, clientId: client.id, clientSecret: client.secret, name: "Acme ID" },
    /** Who comes next. */
    expect(person: OidcPerson): void {
      people.set(person.sub, person);
      next = person.sub;
    },
    stop: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
