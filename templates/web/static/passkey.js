// Passkeys: a form with data-passkey asks the server, then the browser, and is
// sent with the answer. Without this script everything else works.
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;

  const toBytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
  const toText = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withBytes = keys => (keys || []).map(k => ({ ...k, id: toBytes(k.id) }));

  const ways = {
    async make(options) {
      options.challenge = toBytes(options.challenge);
      options.user.id = toBytes(options.user.id);
      options.excludeCredentials = withBytes(options.excludeCredentials);
      const key = await navigator.credentials.create({ publicKey: options });
      return answer(key, { attestationObject: toText(key.response.attestationObject), transports: key.response.getTransports ? key.response.getTransports() : [] });
    },
    async use(options) {
      options.challenge = toBytes(options.challenge);
      options.allowCredentials = withBytes(options.allowCredentials);
      const key = await navigator.credentials.get({ publicKey: options });
      const handle = key.response.userHandle;
      return answer(key, { authenticatorData: toText(key.response.authenticatorData), signature: toText(key.response.signature), userHandle: handle ? toText(handle) : null });
    },
  };

  const answer = (key, response) => JSON.stringify({
    id: key.id, rawId: toText(key.rawId), type: key.type, clientExtensionResults: key.getClientExtensionResults(),
    response: { clientDataJSON: toText(key.response.clientDataJSON), ...response },
  });

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const failed = form.querySelector("[role=alert]");
      failed.hidden = true;
      try {
        const reply = await fetch(form.dataset.begin, { method: "POST" });
        if (!reply.ok) throw new Error(reply.statusText);
        form.elements.answer.value = await ways[form.dataset.passkey](await reply.json());
        form.submit();
      } catch (e) {
        failed.hidden = false;
      }
    });
  }
})();
