import { z } from 'zod';
import {
  type Media,
  mediaSchema,
  type Recommendations,
  recommendationsSchema,
} from '../../src/http/contract.ts';

/** The API as a signed-in caller uses it, its answers checked against the contract. */
export type ApiClient = {
  recommendations(memberId: string): Promise<Recommendations>;
  videoStatus(lesson: Lesson): Promise<Media>;
  generate(lesson: Lesson): Promise<{ status: number; jobId: string | null; outcome: string }>;
  setConsent(memberId: string, action: 'grant' | 'revoke', reason?: string): Promise<number>;
};

export type Lesson = { readonly persona: string; readonly topic: string };

const generateSchema = z.object({ jobId: z.string().nullable(), status: z.string() });

export function apiClient(url: string, cookie: string): ApiClient {
  const headers = { cookie, 'content-type': 'application/json' };
  const get = async (path: string): Promise<unknown> => (await fetch(url + path, { headers })).json();
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return {
    recommendations: async (id) =>
      recommendationsSchema.parse(await get(`/api/members/${id}/recommendations`)),
    videoStatus: async ({ persona, topic }) =>
      mediaSchema.parse(await get(`/api/videos/status/${persona}/${topic}`)),
    generate: async (lesson) => {
      const response = await post('/api/videos/generate', lesson);
      const { jobId, status } = generateSchema.parse(await response.json());
      return { status: response.status, jobId, outcome: status };
    },
    setConsent: async (id, action, reason) =>
      (await post(`/api/members/${id}/consent`, { action, ...(reason ? { reason } : {}) })).status,
  };
}
