import { describe, expect, test } from 'vitest';
import { type CurveName, motionOf, standardMotion } from './motion.ts';

const curves: readonly CurveName[] = ['out', 'inOut', 'in', 'linear', 'settle'];

describe('a house’s motion', () => {
  test('starts at 0 and ends at 1, at exactly the times that are named', () => {
    const motionAt = motionOf(standardMotion);
    for (const curve of curves) {
      expect([999, 1000, 2000, 2001].map((ms) => motionAt(ms).between(1000, 2000, curve))).toEqual([
        0, 0, 1, 1,
      ]);
      const middle = motionAt(1500).between(1000, 2000, curve);
      expect(middle).toBeGreaterThan(0.1);
      expect(middle).toBeLessThan(1.05);
    }
  });

  test('comes in and goes slower in a slower house, and changes when it must in all', () => {
    const slow = motionOf({ ...standardMotion, entranceMs: 800, exitMs: 500 })(1300);
    const usual = motionOf(standardMotion)(1300);
    expect(slow.enter(1000, 1400)).toBeLessThan(usual.enter(1000, 1400));
    expect(slow.leave(1000, 1400)).toBeLessThan(usual.leave(1000, 1400));
    expect(slow.between(1000, 1400, 'out')).toBe(usual.between(1000, 1400, 'out'));
  });

  test('is there at once where coming in takes no time', () => {
    const motionAt = motionOf({ ...standardMotion, entranceMs: 0, exitMs: 0 });
    expect([1000, 1001].map((ms) => motionAt(ms).enter(1000, 1400))).toEqual([0, 1]);
    expect([1000, 1001].map((ms) => motionAt(ms).leave(1000, 1400))).toEqual([0, 1]);
  });

  test('swings beyond its place as far as the house says, or not at all', () => {
    const most = (overshootRatio: number) => {
      const motion = motionOf({ ...standardMotion, overshootRatio })(0);
      return Math.max(...Array.from({ length: 101 }, (_, index) => motion.shape(index / 100, 'settle')));
    };
    expect(most(0)).toBe(1);
    expect(most(0.04)).toBeCloseTo(1.04, 3);
    expect(most(0.02)).toBeCloseTo(1.02, 3);
    expect(standardMotion.overshootRatio).toBeLessThanOrEqual(0.04);
  });
});
