// Makes ../assets/world.svg, the land of the earth as one path: `npm ci --ignore-scripts && npm run make`.
//
// The projection is the plainest one, so that a dot needs no more than two multiplications (src/map.rs):
// x = (180 + longitude) / 360 * 1000, y = (90 - latitude) / 360 * 1000. d3 cuts what crosses the antimeridian.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoEquirectangular, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const WIDTH = 1000;

const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve("world-atlas/land-110m.json"), "utf8"));
const projection = geoEquirectangular()
  .scale(WIDTH / (2 * Math.PI))
  .translate([WIDTH / 2, WIDTH / 4]);
const land = geoPath(projection).digits(1)(feature(atlas, atlas.objects.land));
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${WIDTH / 2}"><path id="land" d="${land}"/></svg>\n`;
writeFileSync(new URL("../assets/world.svg", import.meta.url), svg);
