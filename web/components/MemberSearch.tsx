import { Search } from 'lucide-react';
import { useId } from 'react';
import type { Consent } from '../../src/http/contract.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { personaWords } from './PersonaIntro.tsx';

export type MemberFilters = {
  readonly q?: string;
  readonly consent?: Consent['status'];
  readonly persona?: string;
};

const consentStatuses: readonly Consent['status'][] = ['granted', 'none', 'revoked'];

/** Address parameters → filters; whatever isn't one is left out. */
export function memberFiltersOf(search: Record<string, unknown>): MemberFilters {
  const { q, consent, persona } = search;
  const status = consentStatuses.find((one) => one === consent);
  return {
    ...(typeof q === 'string' && q !== '' && { q }),
    ...(status && { consent: status }),
    ...(typeof persona === 'string' && persona !== '' && { persona }),
  };
}

export function MemberSearch(props: {
  filters: MemberFilters;
  personas: readonly string[];
  onChange: (filters: MemberFilters) => void;
}) {
  const { texts } = useTexts();
  const { filters, onChange } = props;
  const change = (part: Record<string, string>) => onChange(memberFiltersOf({ ...filters, ...part }));
  const searchId = useId();
  return (
    <search className="mt-6 grid grid-cols-2 gap-4 sm:grid-cols-[2fr_1fr_1fr]">
      <div className="col-span-2 flex flex-col gap-1.5 sm:col-span-1">
        <label htmlFor={searchId} className="text-sm font-semibold">
          {texts.operator.search}
        </label>
        <div className="relative">
          <Search aria-hidden="true" className="absolute top-3 left-3.5 size-5 text-soft" />
          <input
            id={searchId}
            type="search"
            value={filters.q ?? ''}
            onChange={({ target }) => change({ q: target.value })}
            className="min-h-11 w-full rounded-control border border-edge bg-surface pr-3 pl-11"
          />
        </div>
      </div>
      <Choice
        label={texts.operator.filterConsent}
        value={filters.consent ?? ''}
        options={consentStatuses.map((one) => [one, texts.operator.consent[one]])}
        onChange={(consent) => change({ consent })}
      />
      <Choice
        label={texts.operator.filterPersona}
        value={filters.persona ?? ''}
        options={props.personas.map((one) => [one, personaWords(texts.personas, one).name])}
        onChange={(persona) => change({ persona })}
      />
    </search>
  );
}

function Choice(props: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}) {
  const { texts } = useTexts();
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {props.label}
      </label>
      <select
        id={id}
        value={props.value}
        onChange={({ target }) => props.onChange(target.value)}
        className="min-h-11 w-full rounded-control border border-edge bg-surface px-3"
      >
        <option value="">{texts.operator.all}</option>
        {props.options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
