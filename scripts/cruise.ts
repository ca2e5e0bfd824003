/** The import table, enforced; and proof that the tool saw the modules it was to judge. */
import { execFileSync } from 'node:child_process';
import { cruise, type IConfiguration } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const { default: config } = (await import(new URL('../.dependency-cruiser.mjs', import.meta.url).href)) as {
  default: IConfiguration;
};

const roots = ['src', 'web', 'scripts', 'test', 'bench'];
const expected = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...roots], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path));

const { output } = await cruise(
  roots,
  {
    ...config.options,
    ruleSet: { forbidden: config.forbidden ?? [] },
    validate: true,
    exclude: { path: '^web/dist/' },
  },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
);
if (typeof output === 'string')
  throw new TypeError('dependency-cruiser answered text where a result was due');

const seen = new Set(output.modules.map((one) => one.source));
const unseen = expected.filter((path) => !seen.has(path));
for (const violation of output.summary.violations) {
  console.error(`${violation.rule.name}: ${violation.from} → ${violation.to}`);
}
for (const path of unseen) console.error(`not seen by the import check: ${path}`);
console.log(`imports: ${seen.size} modules seen, ${output.summary.violations.length} violations`);
process.exitCode = output.summary.violations.length > 0 || unseen.length > 0 ? 1 : 0;
