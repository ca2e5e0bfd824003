import { z } from 'zod';

/** The JSON that the API answers. Routes are checked against it, the web app imports its types. */

export const mediaStatuses = ['ready', 'processing', 'awaiting_approval', 'failed', 'not_found'] as const;

export const mediaSchema = z.object({
  status: z.enum(mediaStatuses),
  url: z.string().nullable(),
  posterUrl: z.string().nullable(),
  captionsUrl: z.string().nullable(),
  infographicUrl: z.string().nullable(),
  transcriptUrl: z.string().nullable(),
  /** A VTT file that names a part of one picture for each second; null where there is none. */
  thumbnailsUrl: z.string().nullable(),
  provider: z.string().nullable(),
  /** Whether the film was made by a model, not by the studio: whoever shows it says so, visibly. */
  isAiGenerated: z.boolean(),
  ageSeconds: z.number().nullable(),
  /** 0–1. */
  progress: z.number(),
  durationMs: z.number().nullable(),
});
export type Media = z.infer<typeof mediaSchema>;

/** The data of a `media` event: which lesson's film, and what its status answers now. */
export const mediaEventSchema = mediaSchema.extend({
  persona: z.string(),
  topic: z.string(),
  locale: z.string(),
});
export type MediaEvent = z.infer<typeof mediaEventSchema>;

export const sessionSchema = z.object({
  role: z.enum(['member', 'operator']),
  memberId: z.string().nullable(),
  name: z.string(),
});
export type Session = z.infer<typeof sessionSchema>;

export const consentSchema = z.object({
  status: z.enum(['none', 'granted', 'revoked']),
  since: z.iso.datetime().nullable(),
});
export type Consent = z.infer<typeof consentSchema>;

export const consentHistorySchema = consentSchema.extend({
  /** Oldest first. */
  history: z.array(
    z.object({
      action: z.enum(['grant', 'revoke']),
      by: z.enum(['member', 'operator', 'system']),
      name: z.string(),
      reason: z.string(),
      scope: z.array(z.enum(['analysis'])),
      at: z.iso.datetime(),
    }),
  ),
});
export type ConsentHistory = z.infer<typeof consentHistorySchema>;

export const criterionSchema = z.object({
  persona: z.string(),
  code: z.string(),
  value: z.union([z.number(), z.boolean()]).nullable(),
  threshold: z.union([z.number(), z.boolean()]),
  met: z.boolean().nullable(),
});

export const profileSchema = z.object({
  memberId: z.string(),
  displayName: z.string().nullable(),
  /** A sample member's story; null for everybody else. */
  story: z.string().nullable(),
  isSample: z.boolean(),
  consent: consentSchema,
  /** All null without consent or before the first analysis. */
  asOf: z.string().nullable(),
  persona: z.string().nullable(),
  persona30d: z.string().nullable(),
  criteria: z.array(criterionSchema),
  /** Oldest first, one entry a change; empty without consent. */
  personaHistory: z.array(z.object({ persona: z.string(), from: z.string() })),
  /** The same of the last 30 days. */
  personaHistory30d: z.array(z.object({ persona: z.string(), from: z.string() })),
});
export type Profile = z.infer<typeof profileSchema>;

export const evidenceSchema = z.object({
  label: z.string(),
  value: z.number(),
  unit: z.enum(['cents', 'ratio', 'months', 'days', 'count']),
  transactionIds: z.array(z.string()),
  accountIds: z.array(z.string()),
});

/** `withdrawn` takes back whatever was said before. */
export const feedbackKinds = ['helpful', 'not_helpful', 'dismissed', 'saved', 'withdrawn'] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];

export const feedbackRequestSchema = z.object({
  recommendationId: z.string().min(1).max(64),
  kind: z.enum(feedbackKinds),
});
export type FeedbackRequest = z.infer<typeof feedbackRequestSchema>;

/** The lesson's picture with the member's own numbers in it, an SVG for them alone. */
export const ownInfographicSchema = z.object({
  /** In the language of the words; `&theme=dark` asks for it in dark colours. */
  url: z.string(),
  /** What it says, for whoever doesn't see it; `isOwn` where the number is the member's, not an example's. */
  facts: z.array(z.object({ label: z.string(), value: z.string(), isOwn: z.boolean() })),
});
export type OwnInfographic = z.infer<typeof ownInfographicSchema>;

export const recommendationSchema = z.object({
  id: z.string(),
  kind: z.enum(['education', 'offer']),
  topic: z.string(),
  title: z.string(),
  summary: z.string(),
  rationale: z.string(),
  evidence: z.array(evidenceSchema),
  disclosure: z.string(),
  /** Only the top three of a member whose persona has lessons carry media. */
  media: mediaSchema.nullable(),
  /** Null where the item has no lesson, or the member's data lacks a number of it: the example stands then. */
  ownInfographic: ownInfographicSchema.nullable(),
  /** What the member said about it and didn't withdraw. */
  feedback: z.enum(feedbackKinds).nullable(),
});
export type RecommendationView = z.infer<typeof recommendationSchema>;

export const recommendationsSchema = z.object({
  memberId: z.string(),
  /** `no_consent`: nothing was analysed. `not_analysed`: consent is there, no data has been looked at yet. */
  state: z.enum(['ready', 'no_consent', 'not_analysed']),
  persona: z.string().nullable(),
  asOf: z.string().nullable(),
  /** The language of the items' words; the disclosure is always as approved, in English. */
  locale: z.enum(['en', 'es']),
  /** Why there is no film where there is none: `general_persona` is the friendly default. */
  filmNote: z.enum(['general_persona']).nullable(),
  items: z.array(recommendationSchema),
});
export type Recommendations = z.infer<typeof recommendationsSchema>;

export const memberListSchema = z.object({
  members: z.array(
    z.object({
      memberId: z.string(),
      displayName: z.string().nullable(),
      story: z.string().nullable(),
      isSample: z.boolean(),
      consent: consentSchema,
      persona: z.string().nullable(),
      /** When a member of this id was erased, before a bank file named them again; null where none was. */
      erasedAt: z.iso.datetime().nullable(),
    }),
  ),
});
export type MemberList = z.infer<typeof memberListSchema>;

export const importListSchema = z.object({
  imports: z.array(
    z.object({
      importId: z.string(),
      fileName: z.string(),
      importedAt: z.iso.datetime(),
      rowsRead: z.number(),
      rowsAccepted: z.number(),
      rowsUnchanged: z.number(),
      rowsQuarantined: z.number(),
      memberCount: z.number(),
      /** Where the rows that were put aside can be had; null where there are none. */
      quarantineUrl: z.string().nullable(),
    }),
  ),
});
export type ImportList = z.infer<typeof importListSchema>;

export const erasureSchema = z.object({ erased: z.literal(true) });

export const problemSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    /** Which field of the request, where one is to blame. */
    place: z.string().nullable(),
  }),
});
export type Problem = z.infer<typeof problemSchema>;
