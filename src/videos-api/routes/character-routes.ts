import type { FastifyInstance } from 'fastify';
import { type ApiContext, nowMsOf, refuse } from '../api-context.ts';
import { bodyIsNoObject, invalidRequest, notFound } from '../api-problem.ts';
import { unknownField } from '../create-order.ts';
import { fieldsOfBody } from '../request-fields.ts';
import { probeUpload } from '../source-video.ts';
import { UploadedFile } from '../uploaded-file.ts';
import type { Character } from '../video-store.ts';

const NAME_CHARACTERS_MAX = 80;

/** Characters: a name for somebody in an uploaded film. They cost nothing and are kept by name alone. */
export function registerCharacterRoutes(app: FastifyInstance, context: ApiContext): void {
  app.post('/v1/videos/characters', async (request, reply) => {
    const fields = fieldsOfBody(request.body);
    if (!fields) return refuse(context, request, reply, bodyIsNoObject());
    const unknown = unknownField(fields, ['name', 'video']);
    if (unknown) return refuse(context, request, reply, unknown);
    const { name, video } = fields;
    if (typeof name !== 'string' || name === '' || name.length > NAME_CHARACTERS_MAX) {
      const message = `Invalid 'name': expected 1 to ${NAME_CHARACTERS_MAX} characters.`;
      return refuse(context, request, reply, invalidRequest(message, { param: 'name' }));
    }
    if (!(video instanceof UploadedFile) || !(await probeUpload(video.bytes))) {
      const message = "Invalid 'video': expected an MP4 file.";
      return refuse(context, request, reply, invalidRequest(message, { param: 'video' }));
    }
    const character = { id: `char_${context.ids.next()}`, name, createdAtMs: nowMsOf(context) };
    context.store.addCharacter(character);
    return reply.send(presentCharacter(character));
  });

  app.get<{ Params: { id: string } }>('/v1/videos/characters/:id', (request, reply) => {
    const character = context.store.findCharacter(request.params.id);
    if (character) return reply.send(presentCharacter(character));
    return refuse(context, request, reply, notFound(`Character '${request.params.id}' not found.`, 'id'));
  });
}

function presentCharacter({ id, name, createdAtMs }: Character): unknown {
  return { id, name, created_at: Math.floor(createdAtMs / 1000) };
}
