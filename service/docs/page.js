// Keeps the place that an address names while the reference above it grows.
"use strict";

document.querySelector("rapi-doc").addEventListener("spec-loaded", () => {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named) requestAnimationFrame(() => named.scrollIntoView());
});
