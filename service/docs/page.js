// Dresses the reference from within, and keeps the place that an address names while the reference above it grows.
"use strict";

const reference = document.querySelector("rapi-doc");

async function dress() {
  const [answer] = await Promise.all([fetch("docs/reference.css"), customElements.whenDefined("rapi-doc")]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await answer.text());
  reference.shadowRoot.adoptedStyleSheets = [...reference.shadowRoot.adoptedStyleSheets, sheet];
}

function keepPlace() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named) requestAnimationFrame(() => named.scrollIntoView());
}

const dressed = dress();
reference.addEventListener("spec-loaded", () => dressed.finally(keepPlace));
