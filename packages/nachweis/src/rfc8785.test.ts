import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonWert, rfc8785 } from './rfc8785.ts';

describe('RFC 8785', () => {
  it('writes the example of section 3.2.2', () => {
    const value = JSON.parse(`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
      "string":"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}`) as JsonWert;
    expect(rfc8785(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts members by UTF-16 code units as section 3.2.3 shows', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(rfc8785(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it.each([
    [0x0000000000000000n, '0'],
    [0x8000000000000000n, '0'],
    [0x0000000000000001n, '5e-324'],
    [0x8000000000000001n, '-5e-324'],
    [0x7fefffffffffffffn, '1.7976931348623157e+308'],
    [0x4340000000000000n, '9007199254740992'],
    [0x4430000000000000n, '295147905179352830000'],
    [0x44b52d02c7e14af5n, '9.999999999999997e+22'],
    [0x44b52d02c7e14af6n, '1e+23'],
    [0x444b1ae4d6e2ef4en, '999999999999999700000'],
    [0x444b1ae4d6e2ef50n, '1e+21'],
    [0x3eb0c6f7a0b5ed8dn, '0.000001'],
    [0x3eb0c6f7a0b5ed8cn, '9.999999999999997e-7'],
    [0x41b3de4355555554n, '333333333.33333325'],
    [0xbecbf647612f3696n, '-0.0000033333333333333333'],
    [0x43143ff3c1cb0959n, '1424953923781206.2'],
  ])('writes the number with the bits %s of appendix B as %s', (bits, text) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, bits);
    expect(rfc8785(view.getFloat64(0))).toBe(text);
  });

  it('refuses what has no canonical form', () => {
    const refused: unknown[] = [
      NaN,
      Infinity,
      '\ud800',
      'a\udc00b',
      { '\udfff': 1 },
      undefined,
      { a: undefined },
      1n,
      new Date(0),
      new Map(),
      [undefined],
    ];
    for (const value of refused) expect(() => rfc8785(value as JsonWert)).toThrow(TypeError);
    expect(() => rfc8785(JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as JsonWert)).toThrow('Ebenen');
  });

  it('keeps a member named __proto__', () => {
    expect(rfc8785(JSON.parse('{"__proto__":1}') as JsonWert)).toBe('{"__proto__":1}');
  });

  it('is a fixed point for every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = rfc8785(value as JsonWert);
        expect(rfc8785(JSON.parse(text) as JsonWert)).toBe(text);
      }),
    );
  });
});
