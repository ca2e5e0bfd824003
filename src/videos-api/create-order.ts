import { ok, type Result, refused } from '../kernel/result.ts';
import { type ApiProblem, invalidRequest } from './api-problem.ts';
import { readImageFacts } from './image-size.ts';
import type { RequestFields } from './request-fields.ts';
import type { Scenario, VideoModel } from './scenario.ts';
import { UploadedFile } from './uploaded-file.ts';

/** What a create asks for, checked and complete. */
export type CreateOrder = {
  readonly prompt: string;
  readonly model: string;
  readonly size: string;
  readonly seconds: number;
  readonly microUsdPerSecond: number;
  readonly characterIds: readonly string[];
  readonly clientReference: string | null;
};

const PROMPT_CHARACTERS_MAX = 32_000;
const IMAGE_URL_CHARACTERS_MAX = 20_971_520;
const REFERENCE_CHARACTERS_MAX = 200;
const CHARACTERS_MAX = 2;
const PREFERRED = { model: 'sora-2', size: '720x1280', seconds: '4' };

const createFields = ['prompt', 'model', 'seconds', 'size', 'input_reference', 'characters'];

/** Fields of `POST /videos` → an order, or the problem with the field at fault. */
export function readCreateOrder(
  fields: RequestFields,
  scenario: Pick<Scenario, 'models' | 'idempotency'>,
): Result<CreateOrder, ApiProblem> {
  const allowed = scenario.idempotency === 'L' ? [...createFields, 'client_reference'] : createFields;
  const unknown = unknownField(fields, allowed);
  if (unknown) return refused(unknown);
  const prompt = readPrompt(fields);
  if (prompt.kind === 'refused') return prompt;
  const modelName = readText(fields, 'model', preferred(Object.keys(scenario.models), PREFERRED.model));
  if (modelName.kind === 'refused') return modelName;
  const model = Object.hasOwn(scenario.models, modelName.value)
    ? scenario.models[modelName.value]
    : undefined;
  if (!model) {
    const message = `The model '${modelName.value}' does not exist or you do not have access to it.`;
    return refused(invalidRequest(message, { status: 404, code: 'model_not_found', param: 'model' }));
  }
  const sizes = Object.keys(model.microUsdPerSecond);
  const size = readChoice(fields, 'size', sizes, PREFERRED.size);
  if (size.kind === 'refused') return size;
  const seconds = readSeconds(fields, model);
  if (seconds.kind === 'refused') return seconds;
  const image = checkInputReference(fields['input_reference'], size.value);
  if (image) return refused(image);
  const characterIds = readCharacterIds(fields['characters']);
  if (characterIds.kind === 'refused') return characterIds;
  const reference = readClientReference(fields);
  if (reference.kind === 'refused') return reference;
  return ok({
    prompt: prompt.value,
    model: modelName.value,
    size: size.value,
    seconds: seconds.value,
    microUsdPerSecond: model.microUsdPerSecond[size.value] ?? 0,
    characterIds: characterIds.value,
    clientReference: reference.value,
  });
}

export function unknownField(fields: RequestFields, allowed: readonly string[]): ApiProblem | null {
  const unknown = Object.keys(fields).find((name) => !allowed.includes(name));
  if (unknown === undefined) return null;
  const message = `Unknown parameter: '${unknown}'. Allowed are ${allowed.join(', ')}.`;
  return invalidRequest(message, { code: 'unknown_parameter', param: unknown });
}

export function readPrompt(fields: RequestFields): Result<string, ApiProblem> {
  const prompt = fields['prompt'];
  if (prompt === undefined || prompt === '') {
    const message = "Missing required parameter: 'prompt'.";
    return refused(invalidRequest(message, { code: 'missing_required_parameter', param: 'prompt' }));
  }
  if (typeof prompt !== 'string') return refused(wrongType('prompt', 'a string', prompt));
  if (prompt.length > PROMPT_CHARACTERS_MAX) {
    const message = `Invalid 'prompt': string too long. Expected at most ${PROMPT_CHARACTERS_MAX} characters, found ${prompt.length}.`;
    return refused(invalidRequest(message, { code: 'string_above_max_length', param: 'prompt' }));
  }
  return ok(prompt);
}

/** `seconds` is text in this protocol; a number is refused, as its first server did. */
export function readSeconds(fields: RequestFields, model: VideoModel): Result<number, ApiProblem> {
  const seconds = readChoice(fields, 'seconds', model.seconds, PREFERRED.seconds);
  return seconds.kind === 'ok' ? ok(Number(seconds.value)) : seconds;
}

function preferred(choices: readonly string[], wanted: string): string {
  return choices.includes(wanted) ? wanted : (choices[0] ?? wanted);
}

function readText(fields: RequestFields, name: string, fallback: string): Result<string, ApiProblem> {
  const value = fields[name] ?? fallback;
  return typeof value === 'string' ? ok(value) : refused(wrongType(name, 'a string', value));
}

function readChoice(
  fields: RequestFields,
  name: string,
  choices: readonly string[],
  wanted: string,
): Result<string, ApiProblem> {
  const value = readText(fields, name, preferred(choices, wanted));
  if (value.kind === 'refused' || choices.includes(value.value)) return value;
  const allowed = choices.map((choice) => `'${choice}'`).join(', ');
  const message = `Invalid value: '${value.value}'. Supported values are: ${allowed}.`;
  return refused(invalidRequest(message, { code: 'invalid_value', param: name }));
}

function wrongType(name: string, expected: string, found: unknown): ApiProblem {
  const kind = found instanceof UploadedFile ? 'a file' : Array.isArray(found) ? 'an array' : typeof found;
  const message = `Invalid type for '${name}': expected ${expected}, found ${kind}.`;
  return invalidRequest(message, { code: 'invalid_type', param: name });
}

function readClientReference(fields: RequestFields): Result<string | null, ApiProblem> {
  const value = fields['client_reference'];
  if (value === undefined) return ok(null);
  const isGood = typeof value === 'string' && value !== '' && value.length <= REFERENCE_CHARACTERS_MAX;
  if (isGood) return ok(value);
  const message = `Invalid 'client_reference': expected text of 1 to ${REFERENCE_CHARACTERS_MAX} characters.`;
  return refused(invalidRequest(message, { code: 'invalid_value', param: 'client_reference' }));
}

function checkInputReference(value: unknown, size: string): ApiProblem | null {
  if (value === undefined) return null;
  const no = (message: string) =>
    invalidRequest(message, { code: 'invalid_value', param: 'input_reference' });
  const bytes = value instanceof UploadedFile ? value.bytes : bytesOfReference(value);
  if (typeof bytes === 'string') return no(bytes);
  const facts = readImageFacts(bytes);
  if (!facts) return no("Invalid 'input_reference': expected a JPEG, PNG or WebP picture.");
  const found = `${facts.width}x${facts.height}`;
  return found === size
    ? null
    : no(`Inpaint image must match the requested width and height: ${size}, found ${found}.`);
}

/** The object form: a data URL's bytes, or the sentence that says why not. */
function bytesOfReference(value: unknown): Buffer | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return "Invalid 'input_reference': expected a file, or an object with image_url or file_id.";
  }
  const { image_url: url, file_id: fileId } = value as Record<string, unknown>;
  if ((url === undefined) === (fileId === undefined)) {
    return "Invalid 'input_reference': exactly one of image_url and file_id must be given.";
  }
  if (typeof url !== 'string') return 'file_id is not served here: this server has no files. Send image_url.';
  if (url.length > IMAGE_URL_CHARACTERS_MAX) {
    return `Invalid 'image_url': at most ${IMAGE_URL_CHARACTERS_MAX} characters.`;
  }
  const data = /^data:image\/[a-z+.-]+;base64,/.exec(url);
  if (!data) return 'This server fetches nothing: image_url must be a data URL (data:image/png;base64,…).';
  return Buffer.from(url.slice(data[0].length), 'base64');
}

function readCharacterIds(value: unknown): Result<readonly string[], ApiProblem> {
  const list = typeof value === 'string' ? jsonOrNull(value) : (value ?? []);
  const ids = Array.isArray(list) ? list.map((one) => (one as { id?: unknown } | null)?.id) : [null];
  const isGood = ids.length <= CHARACTERS_MAX && ids.every((id) => typeof id === 'string' && id !== '');
  if (isGood) return ok(ids as readonly string[]);
  const message = `Invalid 'characters': expected at most ${CHARACTERS_MAX} objects such as {"id": "char_…"}.`;
  return refused(invalidRequest(message, { code: 'invalid_value', param: 'characters' }));
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
