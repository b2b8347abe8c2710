// Puts the style sheets into one file for trunk (a hook in Trunk.toml calls this): a phone then asks for one file, and one
// file compresses better than ten. The order: tokens and base, then every component by name, print last.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL(".", import.meta.url);
const first = ["tokens.css", "base.css"];
const last = ["print.css"];

const components = readdirSync(folder)
  .filter((name) => name.endsWith(".css") && !first.includes(name) && !last.includes(name))
  .sort();
const bundle = [...first, ...components, ...last].map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");

const out = new URL("../target/style/", folder);
mkdirSync(out, { recursive: true });
writeFileSync(fileURLToPath(new URL("klantbeeld.css", out)), bundle);
