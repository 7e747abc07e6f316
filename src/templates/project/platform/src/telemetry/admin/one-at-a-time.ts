import type { AdminPage } from './admin-server.ts';
import { sendText } from './admin-server.ts';

/** What costs much is done for one who asks: a second one is told to come back. */
export function oneAtATime(page: AdminPage): AdminPage {
  let busy = false;
  return {
    ...page,
    answer: async (query, response) => {
      if (busy) {
        response.setHeader('retry-after', '10');
        return sendText(response, 429, 'Somebody else has just asked for it.');
      }
      busy = true;
      try {
        await page.answer(query, response);
      } finally {
        busy = false;
      }
    },
  };
}
