/** Where is the network drawn? `Stage`: sigma with our own marks, and around it hulls, names and the ring of the focus */

import Graph from "graphology";
import Sigma from "sigma";
import { hulls, names, rings } from "./around.ts";
import { mixed, palette, type Palette } from "./colors.ts";
import type { Disc } from "./hulls.ts";
import type { Point } from "./layout.ts";
import { MarkProgram } from "./nodeProgram.ts";
import type { DrawnNode, DrawnTie, Picture, Sign } from "./picture.ts";
import { TieProgram } from "./tieProgram.ts";
import type { Standing } from "./walking.ts";

export interface Handlers {
  node(key: string): void;
  tie(source: string, target: string): void;
  nothing(): void;
  /** The pointer is over a node or tie, or over nothing. */
  over(keys: string[]): void;
}

const DASH: Record<Sign, number> = { agree: 0, plain: 0, both: 2, disagree: 1 };
const FAINT = { node: 0.72, tie: 0.84 }; // towards the paper, of what is not meant

/** Whether this browser can draw with WebGL at all. */
export function drawable(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

export class Stage {
  private readonly sigma: Sigma;
  private readonly below: CanvasRenderingContext2D;
  private readonly above: CanvasRenderingContext2D;
  private colors: Palette = palette();
  private drawn: Picture = { nodes: [], ties: [] };
  private places: Record<string, Point> = {};
  private size = { width: 0, height: 0 }; // of the canvas, when the picture was last made for it
  private lit: ReadonlySet<string> = new Set();
  private chosen: string[] = [];
  private focused: string[] = [];
  private hovered: string[] = [];

  constructor(container: HTMLElement, handlers: Handlers) {
    this.sigma = new Sigma(new Graph({ type: "directed" }), container, {
      renderLabels: false,
      allowInvalidContainer: true,
      stagePadding: padding(container.offsetWidth),
      minCameraRatio: 0.05,
      maxCameraRatio: 3,
      zIndex: true,
      defaultNodeType: "mark",
      defaultEdgeType: "tie",
      nodeProgramClasses: { mark: MarkProgram },
      edgeProgramClasses: { tie: TieProgram },
      nodeReducer: (key, data) => this.seenNode(key, data),
      edgeReducer: (_, data) => this.seenTie(data),
    });
    // To know which tie the pointer is on, all are drawn a second time: only once there is a pointer.
    container.addEventListener("pointerover", () => this.sigma.setSetting("enableEdgeEvents", true), { once: true });
    this.below = context(this.sigma, "hulls", { beforeLayer: "edges" });
    this.above = context(this.sigma, "names", { beforeLayer: "mouse" });
    const over = (keys: string[]) => {
      this.hovered = keys;
      container.style.cursor = keys.length > 0 ? "pointer" : "";
      this.light();
      handlers.over(keys);
    };
    const ends = (edge: string) => this.sigma.getGraph().extremities(edge) as [string, string];
    this.sigma.on("afterRender", () => this.around());
    this.sigma.on("clickNode", ({ node }) => handlers.node(node));
    this.sigma.on("clickEdge", ({ edge }) => handlers.tie(...ends(edge)));
    this.sigma.on("clickStage", () => handlers.nothing());
    this.sigma.on("enterNode", ({ node }) => over([node]));
    this.sigma.on("leaveNode", () => over([]));
    this.sigma.on("enterEdge", ({ edge }) => over(ends(edge)));
    this.sigma.on("leaveEdge", () => over([]));
  }

  /** Show a picture; nodes stand where they are told to. */
  show(drawn: Picture, places: Record<string, Point>): void {
    const moved = places !== this.places;
    this.size = this.sigma.resize().getDimensions();
    this.drawn = drawn;
    this.places = places;
    const graph = new Graph({ type: "directed", multi: true });
    for (const node of drawn.nodes) {
      const [x, y] = places[node.key] ?? [0, 0];
      graph.addNode(node.key, { x, y, ...this.mark(node) });
    }
    for (const tie of [...drawn.ties].sort((a, b) => a.width - b.width)) {
      graph.addEdge(tie.source, tie.target, this.line(tie));
    }
    if (moved) this.sigma.setCustomBBox(extent(Object.values(places)));
    this.sigma.setGraph(graph);
  }

  /** Mark what is chosen (its quotations are shown) and where the keyboard is: keys of one node, or of a tie's two. */
  mind(chosen: string[], focused: string[]): void {
    const nothing = [this.chosen, this.focused, chosen, focused].every((keys) => keys.length === 0);
    if (nothing) return; // as it was: a frame of a large network costs too much to draw it twice
    this.chosen = chosen;
    this.focused = focused;
    this.light();
  }

  /** Take the colors of the page anew. */
  recolor(): void {
    this.colors = palette();
    this.show(this.drawn, this.places);
  }

  /** Where the nodes are that are there, as they are seen. */
  standing(): Standing[] {
    return this.drawn.nodes
      .filter((node) => node.there > 0)
      .map((node) => {
        const [x, y] = this.places[node.key] ?? [0, 0];
        return { key: node.key, x, y: -y };
      });
  }

  zoom(way: "in" | "out" | "whole"): void {
    const camera = this.sigma.getCamera();
    const options = { duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200 };
    if (way === "in") void camera.animatedZoom(options);
    else if (way === "out") void camera.animatedUnzoom(options);
    else void camera.animatedReset(options);
  }

  /** The canvas may have changed its size. */
  resized(): void {
    const { width, height } = this.sigma.resize().getDimensions();
    if (width === this.size.width && height === this.size.height) return;
    this.sigma.setSetting("stagePadding", padding(width));
    this.show(this.drawn, this.places);
  }

  kill(): void {
    this.sigma.kill();
  }

  private mark(node: DrawnNode) {
    const { paper, soft, ink } = this.colors;
    const own = /^#[0-9a-f]{6}$/i.test(node.color) ? node.color : "";
    return {
      size: this.radius(node),
      color: node.square ? paper : own || mixed(soft, paper, 0.45),
      rim: ink,
      square: node.square,
      dotted: node.dotted,
      hidden: node.there <= 0,
      there: node.there,
      zIndex: 1,
    };
  }

  /** Nodes are smaller where the picture is: on a phone they would lie over each other. */
  private radius(node: DrawnNode): number {
    const { width, height } = this.sigma.getDimensions();
    return node.radius * Math.min(1, Math.max(0.5, Math.min(width, height * 1.4) / 720));
  }

  private line(tie: DrawnTie) {
    const { agree, disagree, soft } = this.colors;
    return {
      size: tie.width,
      color: { agree, disagree, both: soft, plain: mixed(soft, this.colors.paper, 0.25) }[tie.sign],
      dash: DASH[tie.sign],
      from: tie.mutual ? 0.5 : 0,
      head: tie.directed,
      ends: [tie.source, tie.target],
    };
  }

  private light(): void {
    const keys = this.hovered.length > 0 ? this.hovered : this.focused.length > 0 ? this.focused : this.chosen;
    const lit = new Set(keys);
    if (keys.length === 1) {
      for (const { source, target } of this.drawn.ties) {
        if (source === keys[0]) lit.add(target);
        if (target === keys[0]) lit.add(source);
      }
    }
    this.lit = lit;
    this.sigma.refresh({ skipIndexation: true });
  }

  private leading(): string[] {
    return this.hovered.length > 0 ? this.hovered : this.focused.length > 0 ? this.focused : this.chosen;
  }

  private seenNode(key: string, data: Record<string, unknown>) {
    const faint = this.lit.size > 0 && !this.lit.has(key) ? FAINT.node : 1 - Number(data["there"] ?? 1);
    if (faint <= 0) return data;
    const { paper } = this.colors;
    return { ...data, color: mixed(String(data["color"]), paper, faint), rim: mixed(String(data["rim"]), paper, faint), zIndex: 0 };
  }

  private seenTie(data: Record<string, unknown>) {
    if (this.lit.size === 0) return data;
    const leading = this.leading();
    const ends = data["ends"] as [string, string];
    const touched = leading.length === 1 ? ends.includes(leading[0]!) : leading.every((key) => ends.includes(key));
    return touched ? { ...data, zIndex: 1 } : { ...data, color: mixed(String(data["color"]), this.colors.paper, FAINT.tie), zIndex: 0 };
  }

  /** Draw what the graphics card does not: hulls with their letters below, names and the ring above. */
  private around(): void {
    const { width, height } = this.sigma.getDimensions();
    const discs = new Map<string, Disc>();
    for (const node of this.drawn.nodes) {
      const display = this.sigma.getNodeDisplayData(node.key);
      const [x, y] = this.places[node.key] ?? [0, 0];
      if (!display || node.there <= 0) continue;
      discs.set(node.key, { ...this.sigma.graphToViewport({ x, y }), r: this.sigma.scaleSize(this.radius(node)) });
    }
    this.below.clearRect(0, 0, width, height);
    this.above.clearRect(0, 0, width, height);
    const meant = { lit: this.lit, leading: this.leading(), chosen: this.chosen, focused: this.focused };
    const letters = hulls(this.below, this.above, this.drawn.nodes, discs, this.colors);
    rings(this.above, discs, meant, this.colors);
    names(this.above, this.drawn.nodes, discs, meant, this.colors, { width, height, full: letters });
  }
}

function context(sigma: Sigma, id: string, where: { beforeLayer: string }): CanvasRenderingContext2D {
  sigma.createCanvasContext(id, { ...where, style: { pointerEvents: "none" } });
  const found = sigma.getCanvases()[id]?.getContext("2d");
  if (!found) throw new Error("This browser has no canvas to draw on.");
  sigma.resize(true);
  return found;
}

/** Room for names at the edge of the picture, in pixels. */
function padding(width: number): number {
  return width < 600 ? 48 : 70;
}

function extent(points: readonly Point[]): { x: [number, number]; y: [number, number] } | null {
  if (points.length === 0) return null;
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const wide = (values: number[]): [number, number] => {
    let [low, high] = [Infinity, -Infinity];
    for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
    return high - low < 1 ? [low - 50, high + 50] : [low, high];
  };
  return { x: wide(xs), y: wide(ys) };
}
