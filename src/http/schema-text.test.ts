import { expect, test } from 'vitest';
import { schemaText } from './schema-text.ts';

test('a schema reads like the type that a program would write', () => {
  const schema = {
    type: 'object',
    required: ['jobId', 'items'],
    properties: {
      jobId: { type: ['string', 'null'] },
      status: { type: 'string', enum: ['enqueued', 'cached'] },
      locale: { type: 'string', default: 'en' },
      items: { type: 'array', items: { type: 'object', properties: { value: { type: 'number' } } } },
      either: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
      names: { type: 'object', additionalProperties: { type: 'boolean' } },
      unknown: {},
    },
  };
  expect(schemaText(schema)).toBe(`{
  jobId: string | null
  status?: "enqueued" | "cached"
  locale?: string = "en"
  items: {
    value?: number
  }[]
  either?: (string | number)[]
  names?: { [name]: boolean }
  unknown?: anything
}`);
});
