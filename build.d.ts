// What build.mjs adds to the language, told to tsc.

// Every activity folder's client view, by folder name: a new folder needs no list edited. The views are part of
// the page's own bundle, so that a phone that loses its network at a phase change still has the next view.
declare module "coknow:activities" {
  export const views: Record<string, Record<string, unknown>>;
}

// The same for the projector: each folder's screen.tsx, where an activity has one.
declare module "coknow:screens" {
  export const screens: Record<string, Record<string, unknown>>;
}

// And for the host's console: each folder's host.tsx, what the running phase lets the host see and do.
declare module "coknow:consoles" {
  export const consoles: Record<string, Record<string, unknown>>;
}

// A style sheet imported from TSX ends in the page's own CSS file (manifest key "page-x.tsx.css").
declare module "*.css";

// Pictures and fonts become files of their own; the import is their address beside the bundle.
declare module "*.svg" {
  const address: string;
  export default address;
}
declare module "*.woff2" {
  const address: string;
  export default address;
}
