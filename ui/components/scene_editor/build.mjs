// Builds scene_editor.js, with a digest of its sources so that a test can tell whether it is fresh.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const sources = readdirSync("src", { recursive: true })
  .map((name) => join("src", name).replaceAll("\\", "/"))
  .filter((name) => /\.(ts|css)$/.test(name))
  .sort();
const digest = createHash("sha256");
for (const name of sources) digest.update(name).update("\n").update(readFileSync(name));

await build({
  entryPoints: ["src/index.ts"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  loader: { ".css": "text" },
  legalComments: "inline",
  banner: { js: `/* Daoan scene editor, sources ${digest.digest("hex").slice(0, 16)}; holds rbush and quickselect (MIT, ISC; Vladimir Agafonkin) */` },
  outfile: "scene_editor.js",
});
