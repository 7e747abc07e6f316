/** Figures that both ends must agree on, in bytes and milliseconds. */
export const maxRequestBytes = 1024 * 1024;
export const maxAnswerBytes = 8 * 1024 * 1024;
export const maxHeaderBytes = 16 * 1024;
/** No caller can ask for more time than this. */
export const maxTimeoutMs = 30_000;
/** Kept back at every hop, so that the answer arrives before the caller gives up. */
export const hopAllowanceMs = 5;
/** The client closes an idle connection well before the server does: a request must not meet a closing socket. */
export const clientIdleMs = 30_000;
export const serverIdleMs = 75_000;
