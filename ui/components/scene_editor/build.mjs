// Builds the editor and the form of a case, each with a digest of its sources, so that a test can
// tell whether the built file is fresh. The form shares sources with the editor.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const FORM = join("..", "case_form");

function sourcesOf(folder) {
  return readdirSync(join(folder, "src"), { recursive: true })
    .map((name) => join("src", name).replaceAll("\\", "/"))
    .filter((name) => /\.(ts|css)$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name))]);
}

function digestOf(...folders) {
  const digest = createHash("sha256");
  for (const folder of folders) {
    for (const [name, content] of sourcesOf(folder)) digest.update(name).update("\n").update(content);
  }
  return digest.digest("hex").slice(0, 16);
}

async function bundle(folder, outfile, title) {
  await build({
    entryPoints: [join(folder, "src", "index.ts")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    loader: { ".css": "text" },
    legalComments: "inline",
    banner: { js: `/* ${title} */` },
    outfile: join(folder, outfile),
  });
}

await bundle(".", "scene_editor.js", `Daoan scene editor, sources ${digestOf(".")}; holds rbush and quickselect (MIT, ISC; Vladimir Agafonkin)`);
await bundle(FORM, "case_form.js", `Daoan form of a case, sources ${digestOf(FORM, ".")};`);
