// The parts of the library that work on plain arrays have no types of their own.
declare module "graphology-layout-forceatlas2/iterate.js" {
  export default function iterate(settings: object, nodes: Float32Array, edges: Float32Array): object;
}
declare module "graphology-layout-forceatlas2/defaults.js" {
  const settings: Record<string, number | boolean>;
  export default settings;
}
