import { createTransport } from "nodemailer";
import type { Logger } from "pino";

export type Mail = { to: string; subject: string; text: string; link: string };

export type Mailer = {
  /** Sends, or, where no SMTP server is set, prints the link to the log so that it can be handed over. */
  send(mail: Mail): Promise<void>;
};

export function createMailer(smtpUrl: string | undefined, from: string, log: Logger): Mailer {
  if (!smtpUrl) {
    return {
      send(mail) {
        log.info({ link: mail.link }, `${mail.subject} (no SMTP_URL is set, so here is the link)`);
        return Promise.resolve();
      },
    };
  }
  const transport = createTransport(smtpUrl);
  return {
    async send({ to, subject, text, link }) {
      await transport.sendMail({ from, to, subject, text: `${text}\n\n${link}\n` });
    },
  };
}
