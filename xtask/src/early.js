// Stands before what wasm-split-cli wrote; PARTS is the files per part. The part with the page at the address is asked for while
// the app itself is still on its way. A part is named after the first word of the paths of its pages.
const asked = new Map();
for (const file of PARTS[location.pathname.split("/")[1]] ?? []) {
  const url = new URL(file, import.meta.url);
  const answer = fetch(url);
  // Whoever takes the answer hears of it.
  answer.catch(() => {});
  asked.set(url.href, answer);
}
function get(url) {
  const answer = asked.get(url.href);
  // Once: a part that did not come is asked for anew.
  asked.delete(url.href);
  return answer ?? fetch(url);
}
