// An OpenID provider that nobody here wrote (npm `oidc-provider`, certified by the OpenID Foundation), so that the
// gateway's login is not only held against our own stand-in. It prints its issuer and logs everybody in as ACCOUNT.
import { Provider } from "oidc-provider";
import http from "node:http";

const { ACCOUNT, ACR, CLIENT_SECRET } = process.env;
const server = http.createServer();
await new Promise((klaar) => server.listen(0, "127.0.0.1", klaar));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "klantbeeld",
      client_secret: CLIENT_SECRET,
      redirect_uris: ["http://127.0.0.1/auth/terug"],
      post_logout_redirect_uris: ["http://127.0.0.1/uitgelogd"],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
  ],
  pkce: { required: () => true },
  acrValues: ["http://eidas.europa.eu/LoA/low", "http://eidas.europa.eu/LoA/substantial"],
  claims: { openid: ["sub"], profile: ["bsn"], acr: null },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
  interactions: { url: (_ctx, interaction) => `/interactie/${interaction.uid}` },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, bsn: ACCOUNT }) }),
  cookies: { keys: ["proef"] },
});

// The portal's port is not known beforehand; RFC 8252 §7.3 lets a loopback redirect have any.
provider.Client.prototype.redirectUriAllowed = (uri) => {
  const { hostname, pathname } = new URL(uri);
  return hostname === "127.0.0.1" && pathname === "/auth/terug";
};

async function interactie(req, res) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(req, res);
  if (prompt.name === "login") {
    await provider.interactionFinished(req, res, { login: { accountId: "een-burger", acr: ACR } });
    return;
  }
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  await provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
}

const afhandelen = provider.callback();
server.on("request", (req, res) => {
  if (req.url.startsWith("/interactie/")) {
    interactie(req, res).catch((fout) => {
      res.statusCode = 500;
      res.end(String(fout));
    });
  } else {
    afhandelen(req, res);
  }
});
console.log(issuer);
