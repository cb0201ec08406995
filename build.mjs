// Bundles the front end with esbuild: static/src/page-*.{ts,tsx,css} -> static/dist.
//
//   node build.mjs            once, minified
//   node build.mjs --watch    again at every edit, not minified
//
// COKNOW_OUT names another output folder; hatch_build.py uses that to swap in a finished build in one step.
// Beside the bundles the folder gets
//   manifest.json   {"page-x.tsx": "page-x-HASH.js", "page-x.tsx.css": its styles, if it imports any, "page-y.css": …}
//   preload.json    {"page-x.tsx": ["chunk-HASH.js", …]}: what <link rel="modulepreload"> should name
//   licenses.txt    the licence of every npm package that any bundle contains
import * as esbuild from 'esbuild';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const SOURCES = join(ROOT, 'static/src');
const ACTIVITIES = join(ROOT, 'coknow/activities');
const OUT = resolve(ROOT, process.env.COKNOW_OUT ?? 'static/dist');
const watching = process.argv.includes('--watch');

const namesIn = (folder) => (existsSync(folder) ? readdirSync(folder).sort() : []);
const entryPoints = () => namesIn(SOURCES).filter((name) => /^page-.*\.(tsx?|css)$/.test(name)).map((name) => join(SOURCES, name));
const activitiesWith = (file) => namesIn(ACTIVITIES).filter((name) => existsSync(join(ACTIVITIES, name, file)));

// Adding an activity is adding one folder: these four modules are written from a scan of coknow/activities.
//   import { views } from 'coknow:activities'     {solo: everything exported by solo/view.tsx, …}
//   import { screens } from 'coknow:screens'      {solo: everything exported by solo/screen.tsx, …}: the projector's
//   import { consoles } from 'coknow:consoles'    {solo: everything exported by solo/host.tsx, …}: the host's
//   @import 'coknow:activities.css'               every activity's style.css: on phones, in the console and on the projector;
//                                                what is meant for one of them says so: .session …, .host-<name>, .screen-<name>
const activityScan = {
  name: 'activity-scan',
  setup(build) {
    build.onResolve({ filter: /^coknow:(activities(\.css)?|screens|consoles)$/ }, (args) => ({ path: args.path, namespace: 'activity-scan' }));
    build.onLoad({ filter: /\.css$/, namespace: 'activity-scan' }, () => ({
      contents: activitiesWith('style.css').map((name) => `@import "./${name}/style.css";`).join('\n'),
      loader: 'css', resolveDir: ACTIVITIES, watchDirs: existsSync(ACTIVITIES) ? [ACTIVITIES] : [],
    }));
    const every = (file, name) => {
      const names = activitiesWith(file);
      const imports = names.map((folder, i) => `import * as part${i} from "./${folder}/${file}";`);
      const entries = names.map((folder, i) => `${JSON.stringify(folder)}: part${i}`);
      return {
        contents: `${imports.join('\n')}\nexport const ${name} = {${entries.join(', ')}};`,
        loader: 'js', resolveDir: ACTIVITIES, watchDirs: existsSync(ACTIVITIES) ? [ACTIVITIES] : [],
      };
    };
    build.onLoad({ filter: /:activities$/, namespace: 'activity-scan' }, () => every('view.tsx', 'views'));
    build.onLoad({ filter: /:screens$/, namespace: 'activity-scan' }, () => every('screen.tsx', 'screens'));
    build.onLoad({ filter: /:consoles$/, namespace: 'activity-scan' }, () => every('host.tsx', 'consoles'));
  },
};

const relativeTo = (folder, path) => resolve(ROOT, path).slice(folder.length + 1);

function writeManifest(outputs) {
  const manifest = {}, preload = {};
  for (const [path, output] of Object.entries(outputs)) {
    if (!output.entryPoint) continue;
    const entry = relativeTo(SOURCES, output.entryPoint);
    // A dynamically imported module is an "entry point" to esbuild too; pages never ask for it by name.
    if (!/^page-[^/]*$/.test(entry)) continue;
    manifest[entry] = relativeTo(OUT, path);
    if (output.cssBundle) manifest[`${entry}.css`] = relativeTo(OUT, output.cssBundle);
    const imports = output.imports.filter((i) => i.kind === 'import-statement').map((i) => relativeTo(OUT, i.path));
    if (imports.length) preload[entry] = imports;
  }
  writeFileSync(join(OUT, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  writeFileSync(join(OUT, 'preload.json'), `${JSON.stringify(preload, null, 1)}\n`);
}

// The folder of the npm package a bundled file came from: the last node_modules/ counts, packages may nest.
function packageFolder(input) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match ? join(ROOT, match[1]) : null;
}

function writeLicences(inputs) {
  const folders = new Set(Object.keys(inputs).map(packageFolder).filter(Boolean));
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice|ofl)/i.test(file)).sort();
    // Shipping a package without its terms would break them; better no build than that.
    if (!files.length) throw new Error(`${name} ${version} carries no licence file: find its terms before bundling it`);
    const body = files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
    return `${name} ${version} (${license ?? 'see below'})\n${'-'.repeat(72)}\n${body}\n`;
  });
  const head = 'Other people\'s work inside these bundles, with thanks.\n';
  writeFileSync(join(OUT, 'licenses.txt'), [head, ...texts].join('\n\n'));
}

const bookkeeping = {
  name: 'bookkeeping',
  setup(build) {
    build.onEnd((result) => {
      if (!result.metafile) return;          // a failed build; esbuild has said why
      mkdirSync(OUT, { recursive: true });   // with no page yet esbuild writes nothing
      writeManifest(result.metafile.outputs);
      writeLicences(result.metafile.inputs);
    });
  },
};

const options = {
  absWorkingDir: ROOT,
  entryPoints: entryPoints(),
  outdir: OUT,
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[name]-[hash]',
  assetNames: 'asset-[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: !watching,
  sourcemap: 'linked',
  metafile: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  define: { 'process.env.NODE_ENV': '"production"' },
  // fontsource lists woff after woff2 for browsers that do not exist any more
  loader: { '.woff2': 'file', '.woff': 'empty', '.svg': 'file' },
  legalComments: 'none',                     // licenses.txt carries the whole texts
  // A TSX that lies outside static/src (an activity's) finds preact all the same.
  nodePaths: [join(ROOT, 'node_modules')],
  // Addresses that the server answers itself stay as they are written.
  external: ['/static/*', '/media/*'],
  plugins: [activityScan, bookkeeping],
};

rmSync(OUT, { recursive: true, force: true });
if (watching) {
  const context = await esbuild.context({ ...options, logLevel: 'info' });
  await context.watch();
} else {
  await esbuild.build(options);
}
