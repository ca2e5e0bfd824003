import { FaultPlan } from './fault-plan.ts';
import type { Scenario } from './scenario.ts';

export type CreatesLeft = {
  readonly isAllowed: boolean;
  /** Null where any number is allowed. */
  readonly limit: number | null;
  readonly remaining: number;
  /** Until the next create is allowed again. */
  readonly resetMs: number;
};

const MINUTE_MS = 60_000;

/** The scenario as of now, and what it remembers: faults used up, creates of the last minute, polls refused. */
export class ScenarioInForce {
  #current: Scenario;
  #plan: FaultPlan;
  #createdAtMs: number[] = [];
  readonly #pollErrors = new Map<string, number>();

  constructor(scenario: Scenario) {
    this.#current = scenario;
    this.#plan = new FaultPlan(scenario);
  }

  get current(): Scenario {
    return this.#current;
  }

  get faultPlan(): FaultPlan {
    return this.#plan;
  }

  /** Begins another scenario: its rules count from 1. Videos keep the faults they were created with. */
  replace(scenario: Scenario): void {
    this.#current = scenario;
    this.#plan = new FaultPlan(scenario);
    this.#createdAtMs = [];
  }

  /** Counts a create against the limit of the sliding minute, unless it is over it. */
  takeCreate(nowMs: number): CreatesLeft {
    const limit = this.#current.createsPerMinute ?? null;
    if (limit === null) return { isAllowed: true, limit, remaining: 0, resetMs: 0 };
    this.#createdAtMs = this.#createdAtMs.filter((atMs) => atMs > nowMs - MINUTE_MS);
    const isAllowed = this.#createdAtMs.length < limit;
    if (isAllowed) this.#createdAtMs.push(nowMs);
    const oldestMs = this.#createdAtMs[0] ?? nowMs;
    const remaining = limit - this.#createdAtMs.length;
    return { isAllowed, limit, remaining, resetMs: oldestMs + MINUTE_MS - nowMs };
  }

  /** Whether this poll of the video is one of the first `times`. */
  takePollError(videoId: string, times: number): boolean {
    const refused = this.#pollErrors.get(videoId) ?? 0;
    if (refused >= times) return false;
    this.#pollErrors.set(videoId, refused + 1);
    return true;
  }
}
