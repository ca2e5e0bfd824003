import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultNames, parseFaultHeader } from '../src/videos-api/faults.ts';
import { parseScenarioText, plainScenario } from '../src/videos-api/scenario.ts';

const page = readFileSync(new URL('../docs/videos-api.md', import.meta.url), 'utf8');

test('the documented scenario is accepted, and names every key that there is', () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  expect(parseScenarioText(example).kind).toBe('ok');
  const known = new Set([...Object.keys(plainScenario), 'apiKeys', 'createsPerMinute']);
  expect(new Set(Object.keys(JSON.parse(example)))).toEqual(known);
});

test('the documented faults are those that there are, with the settings that hold without any', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)`(?: `([^`]*)`)? \|/gm)].filter(
    ([, name]) => name?.includes('-') || faultNames.includes(name ?? ''),
  );
  expect(rows.map(([, name]) => name)).toEqual(faultNames);
  for (const [, name = '', settings = ''] of rows) {
    if (!settings.includes(':')) continue;
    const given = parseFaultHeader(name);
    const documented = JSON.parse(`{${settings.replaceAll(/(\w+):/g, '"$1":')}}`);
    expect(given).toEqual({ kind: 'ok', value: [{ fault: name, ...documented }] });
  }
});
