// Makes the names of countries and continents in a language, a beginning for its translators:
// `node countries.mjs de > ../locales/de/countries.ftl`. They are those of the Unicode CLDR, which Node.js has.
import { readFileSync } from "node:fs";

const language = process.argv[2];
const table = readFileSync(new URL("../../model/src/country/table.rs", import.meta.url), "utf8");
const codes = [...table.matchAll(/^ {4}\("([A-Z]{2})", "[A-Z]{3}"/gm)].map((row) => row[1]);
const long = new Intl.DisplayNames([language], { type: "region" });
const short = new Intl.DisplayNames([language], { type: "region", style: "short" });
// In full these two are called special administrative regions of China.
const names = (code) => (["HK", "MO"].includes(code) ? short : long).of(code);
console.log("# Names of countries, by their codes of ISO 3166-1. \n");
for (const code of codes) {
  console.log(`country-${code} = ${names(code)}`);
}
