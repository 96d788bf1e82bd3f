/** How does the graphics card draw a node? `MarkProgram`: a disc or a square with a rim, dotted where nobody reviewed */

import { NodeProgram } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

export interface MarkDisplay extends NodeDisplayData {
  rim: string;
  square: boolean;
  dotted: boolean;
}

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_rim;
attribute vec2 a_position;
attribute vec2 a_look;
attribute float a_size;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_offset;
varying float v_radius;
varying vec2 v_look;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  vec2 offset = (size * 1.3 + 3.0 * u_correctionRatio) * 2.0 * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + offset, 1.0)).xy, 0.0, 1.0);
  v_offset = offset;
  v_radius = size;
  v_look = a_look;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_rim = a_rim;
  v_color.a *= bias;
  v_rim.a *= bias;
}`;

const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_offset;
varying float v_radius;
varying vec2 v_look;
uniform float u_correctionRatio;
void main() {
  float pixel = 2.0 * u_correctionRatio;
  // A square of the same area as the disc.
  float away = v_look.x > 0.5 ? max(abs(v_offset.x), abs(v_offset.y)) - 0.886 * v_radius : length(v_offset) - v_radius;
  #ifdef PICKING_MODE
  gl_FragColor = away > pixel ? vec4(0.0) : v_color;
  #else
  float inside = 1.0 - smoothstep(-0.5 * pixel, 0.5 * pixel, away);
  float thick = 1.5 * pixel;
  float rim = smoothstep(-thick - 0.5 * pixel, -thick + 0.5 * pixel, away);
  if (v_look.y > 0.5) {
    float around = atan(v_offset.y, v_offset.x) / 6.2831853 + 0.5;
    float dots = max(6.0, floor(6.2831853 * v_radius / pixel / 5.0));
    rim *= step(0.45, fract(around * dots));
  }
  gl_FragColor = mix(v_color, v_rim, rim) * inside;
  #endif
}`;

const UNIFORMS = ["u_matrix", "u_sizeRatio", "u_correctionRatio"] as const;
const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;

export class MarkProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_look", size: 2, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_rim", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(at: number, begin: number, data: NodeDisplayData) {
    const node = data as MarkDisplay;
    const values = [
      data.x, data.y, data.size, node.square ? 1 : 0, node.dotted ? 1 : 0, floatColor(data.color), floatColor(node.rim), at,
    ];
    this.array.set(values, begin);
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: Parameters<NodeProgram<(typeof UNIFORMS)[number]>["setUniforms"]>[1]) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix ?? null, false, params.matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio ?? null, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio ?? null, params.correctionRatio);
  }
}
