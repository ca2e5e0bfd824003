import { z } from 'zod';

/** What every route about one member says of it, and the answer where there is nobody. */
export const memberParams = z.object({ id: z.string().min(1).max(200) });

export const unknownMember = {
  code: 'UNKNOWN_MEMBER',
  message: 'There is no such member.',
  place: 'params.id',
};
