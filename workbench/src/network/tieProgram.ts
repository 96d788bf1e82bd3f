/** How does the graphics card draw a tie? `TieProgram`: a line that is solid, dashed or dotted, with a head or without
 *
 * Blue against orange is not enough to tell agreement from disagreement; dashes are. They are counted in
 * pixels on the screen, so they stay as long as they are when one comes nearer.
 */

import { EdgeProgram } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

export interface TieDisplay extends EdgeDisplayData {
  /** 0 solid, 1 dashed, 2 dotted. */
  dash: number;
  /** Where it begins: 0 at its source, 0.5 in the middle. */
  from: number;
  head: boolean;
}

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_start;
attribute vec2 a_stop;
attribute vec2 a_normal;
attribute float a_radius;
attribute vec3 a_look;
attribute vec3 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
uniform vec2 u_viewport;
varying vec4 v_color;
varying float v_along;
varying float v_across;
varying float v_half;
varying float v_dash;
const float bias = 255.0 / 254.0;
void main() {
  float dash = a_look.x;
  float from = a_look.y;
  float head = a_look.z;
  float thickness = length(a_normal);
  vec2 unit = a_normal / max(thickness, 1e-9);
  vec2 forward = vec2(unit.y, -unit.x);
  float half_ = max(thickness, 1.0 * u_sizeRatio) * u_correctionRatio / u_sizeRatio;
  float grown = half_ + u_correctionRatio;
  float reach = a_radius * 2.0 * u_correctionRatio / u_sizeRatio;
  float tip = 5.0 * half_ + 8.0 * u_correctionRatio;
  vec2 middle = mix(a_start, a_stop, from);
  vec2 end = a_stop - forward * head * reach;
  vec2 position;
  v_dash = dash;
  if (a_corner.z < 0.5) {
    end -= forward * head * tip * 0.9;
    position = mix(middle, end, a_corner.x) + unit * grown * a_corner.y;
    vec2 length_ = (u_matrix * vec3(end, 1.0)).xy - (u_matrix * vec3(middle, 1.0)).xy;
    v_along = a_corner.x * length(length_ * u_viewport / 2.0);
  } else {
    float wide = 1.6 * half_ + 3.5 * u_correctionRatio;
    position = end - forward * tip * head * a_corner.x + unit * wide * head * a_corner.y;
    v_along = 0.0;
    v_dash = 0.0;
  }
  v_across = a_corner.z < 0.5 ? a_corner.y * grown : 0.0;
  v_half = half_;
  gl_Position = vec4((u_matrix * vec3(position, 1.0)).xy, 0.0, 1.0);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying float v_along;
varying float v_across;
varying float v_half;
varying float v_dash;
uniform float u_correctionRatio;
void main() {
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  float edge = 1.0 - smoothstep(v_half - u_correctionRatio, v_half + u_correctionRatio, abs(v_across));
  float lit = 1.0;
  if (v_dash > 0.5) {
    float period = v_dash > 1.5 ? 6.0 : 12.0;
    float on = v_dash > 1.5 ? 2.5 : 7.5;
    float place = mod(v_along, period);
    lit = smoothstep(0.0, 0.8, place) * (1.0 - smoothstep(on, on + 0.8, place));
  }
  gl_FragColor = v_color * edge * lit;
  #endif
}`;

const UNIFORMS = ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_viewport"] as const;
const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;

export class TieProgram extends EdgeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    return {
      VERTICES: 9,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_start", size: 2, type: FLOAT },
        { name: "a_stop", size: 2, type: FLOAT },
        { name: "a_normal", size: 2, type: FLOAT },
        { name: "a_radius", size: 1, type: FLOAT },
        { name: "a_look", size: 3, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      // Along, across, and whether it belongs to the head.
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 3, type: FLOAT }],
      CONSTANT_DATA: [
        [0, 1, 0], [0, -1, 0], [1, 1, 0], [1, 1, 0], [0, -1, 0], [1, -1, 0],
        [0, 0, 1], [1, 1, 1], [1, -1, 1],
      ],
    };
  }

  processVisibleItem(at: number, begin: number, source: NodeDisplayData, target: NodeDisplayData, data: EdgeDisplayData) {
    const tie = data as TieDisplay;
    const [dx, dy] = [target.x - source.x, target.y - source.y];
    const length = Math.hypot(dx, dy) || 1;
    const thickness = data.size / 2;
    const values = [
      source.x, source.y, target.x, target.y, (-dy / length) * thickness, (dx / length) * thickness,
      target.size, tie.dash, tie.from, tie.head ? 1 : 0, floatColor(data.color), at,
    ];
    this.array.set(values, begin);
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: Parameters<EdgeProgram<(typeof UNIFORMS)[number]>["setUniforms"]>[1]) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix ?? null, false, params.matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio ?? null, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio ?? null, params.correctionRatio);
    gl.uniform2f(uniformLocations.u_viewport ?? null, params.width, params.height);
  }
}
