import { z } from 'zod';
import type { Access, RouteEntry } from '../identity/route-table.ts';
import { escapeHtml } from '../kernel/escape-html.ts';
import { apiReferenceStyle } from './api-reference-style.ts';
import { problemSchema } from './contract.ts';
import { jsonSchemaSchema, schemaText } from './schema-text.ts';

const contentSchema = z.object({ 'application/json': z.object({ schema: jsonSchemaSchema }).optional() });
const operationSchema = z.object({
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        schema: jsonSchemaSchema,
      }),
    )
    .default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ content: contentSchema.optional() })),
});
const descriptionSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

type Operation = z.infer<typeof operationSchema>;

const callers: Readonly<Record<Access, string>> = {
  public: 'Anybody.',
  signed_in: 'Anybody who is signed in.',
  member_self: 'The member in the path, or an operator.',
  operator: 'Operators.',
  metrics: 'Operators, or whoever has METRICS_TOKEN as bearer.',
};

/** The API for people to read, from its own OpenAPI description. A page without a script. */
export function apiReferencePage(description: unknown, routes: readonly RouteEntry[]): string {
  const { paths } = descriptionSchema.parse(description);
  const rooms = Map.groupBy(routes, ({ owner }) => owner);
  const sections = [...rooms].map(([room, entries]) => {
    const articles = entries.map((entry) => {
      const operation = paths[pathOf(entry)]?.[entry.method.toLowerCase()];
      return articleOf(entry, operation ?? null);
    });
    return `<section aria-labelledby="${room}"><h2 id="${room}">${room}</h2>${articles.join('')}</section>`;
  });
  const errorShape = schemaText(jsonSchemaSchema.parse(z.toJSONSchema(problemSchema)));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>SpendSense API</title>
<link rel="icon" href="/favicon.svg">
<style>${apiReferenceStyle}</style>
</head>
<body>
<header>
<h1>SpendSense API</h1>
<p>Described for programs at <a href="/api/openapi.json">/api/openapi.json</a>. A session is the cookie that
<code>POST /api/sign-in</code> sets. What is refused is answered with a status of 400 or more and</p>
<pre>${escapeHtml(errorShape)}</pre>
<nav aria-label="Rooms"><ul>${[...rooms.keys()].map((room) => `<li><a href="#${room}">${room}</a></li>`).join('')}</ul></nav>
</header>
<main>${sections.join('')}</main>
</body>
</html>
`;
}

function articleOf(entry: RouteEntry, operation: Operation | null): string {
  const { method, access, sentence } = entry;
  const id = `${method}-${pathOf(entry)}`.replace(/[^\w]+/g, '-').toLowerCase();
  const body = operation?.requestBody?.content['application/json']?.schema;
  const [status, answer] =
    Object.entries(operation?.responses ?? {}).find(([code]) => code.startsWith('2')) ?? [];
  const answerSchema = answer?.content?.['application/json']?.schema;
  return `<article aria-labelledby="${id}">
<h3 id="${id}"><span class="method">${method}</span> <code>${escapeHtml(pathOf(entry))}</code></h3>
<p>${escapeHtml(sentence)}</p>
<p class="who">Who may call: ${callers[access]}</p>
${parametersOf(operation?.parameters ?? [])}
${body ? `<h4>Body</h4><pre>${escapeHtml(schemaText(body))}</pre>` : ''}
${answerSchema ? `<h4>Answer ${status}</h4><pre>${escapeHtml(schemaText(answerSchema))}</pre>` : ''}
</article>`;
}

function parametersOf(parameters: Operation['parameters']): string {
  if (parameters.length === 0) return '';
  const items = parameters.map(({ name, in: where, required, schema }) => {
    const fallback = schema.default === undefined ? '' : `, ${JSON.stringify(schema.default)} without it`;
    const isOptional = required === true || fallback !== '' ? '' : ', may be left out';
    const type = escapeHtml(schemaText(schema) + fallback);
    return `<li><code>${escapeHtml(name)}</code> in the ${escapeHtml(where)}: ${type}${isOptional}</li>`;
  });
  return `<h4>Parameters</h4><ul>${items.join('')}</ul>`;
}

/** In OpenAPI's notation. */
function pathOf({ path }: RouteEntry): string {
  return path.replace(/:(\w+)/g, '{$1}');
}
