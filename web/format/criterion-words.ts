import type { Profile } from '../../src/http/contract.ts';
import type { Language } from './quantity.ts';

export function metCriteria(_profile: Profile, _language: Language): readonly string[] {
  return [];
}
