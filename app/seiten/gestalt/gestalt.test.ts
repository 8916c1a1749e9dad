import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createServer } from '../../base/http/server.ts';
import { createLog } from '../../base/index.ts';
import { iconUrl, registerGestalt, schriftUrls, stylesheetUrl } from './index.ts';

const server = createServer(createLog('test'));
registerGestalt(server);
const hole = (url: string, kodierung = '') => server.inject({ url, headers: { 'accept-encoding': kodierung } });

describe('Die Gestalt', () => {
  it('kommt unter ihrem Inhalt und darf für immer behalten werden', async () => {
    for (const url of [stylesheetUrl, iconUrl, ...schriftUrls]) {
      const { statusCode, headers } = await hole(url);
      expect([url, statusCode]).toEqual([url, 200]);
      expect(headers['cache-control']).toContain('immutable');
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
    expect((await hole('/gestalt/0000000000000000/haus.css')).statusCode).toBe(404);
  });

  it('nennt keine fremde Adresse und nur Schriften, die es gibt', async () => {
    const { body } = await hole(stylesheetUrl);
    const adressen = [...body.matchAll(/url\("?([^")]+)/g)]
      .map(([, url = '']) => url)
      .filter((url) => !url.startsWith('data:'));
    expect(adressen).toEqual(expect.arrayContaining(['FiraSans-Regular.woff2']));
    for (const url of adressen) {
      expect([url, (await hole(new URL(url, `http://haus${stylesheetUrl}`).pathname)).statusCode]).toEqual([url, 200]);
    }
    expect(body).not.toContain('@import');
  });

  it('reist gepackt, wenn der Browser das kann', async () => {
    const roh = await hole(stylesheetUrl);
    const gepackt = await hole(stylesheetUrl, 'gzip');
    expect(gepackt.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gepackt.rawPayload).toString()).toBe(roh.body);
    expect((await hole(stylesheetUrl, 'gzip, br')).headers['content-encoding']).toBe('br');
    expect((await hole(stylesheetUrl, 'br')).rawPayload.length).toBeLessThan(60_000);
  });
});
