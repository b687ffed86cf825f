import { msg } from "@lingui/core/macro";
import type { Notification, NotificationStatus } from "@tagdeck/core/notifications/notification";
import { Ban, Check, CircleAlert, Download, FileDown, LoaderCircle } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { Button, IconButton } from "../controls/button.tsx";
import { Time } from "../controls/time.tsx";
import { fileAddress } from "../exports/file-address.ts";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { hasExpired, notificationText, notificationTitle } from "./words.ts";

const icons: Record<NotificationStatus, ComponentChildren> = {
  running: <LoaderCircle size={18} aria-hidden />,
  done: <FileDown size={18} aria-hidden />,
  failed: <CircleAlert size={18} aria-hidden />,
  cancelled: <Ban size={18} aria-hidden />,
};

type NoticeProps = { item: Notification; onRead: () => void; onCancel: () => void };

export function Notice({ item, onRead, onCancel }: NoticeProps) {
  const { slug, workspace } = useConsole();
  const { about, status, progress } = item;
  const title = notificationTitle(item);
  const file = about.file !== null && !hasExpired(about.file, Date.now()) ? about.file : null;
  return (
    <li class={`news news-${status}${item.unread ? " is-unread" : ""}`}>
      <span class="news-icon">{icons[status]}</span>
      <div class="news-text">
        <p class="news-title">
          {item.unread && <span class="td-sr">{t(msg`Unread:`)} </span>}
          {title}
        </p>
        <p class="muted">{notificationText(item, Date.now(), workspace.timeZone)}</p>
        {status === "running" && (
          <progress
            class="news-progress"
            aria-label={title}
            {...(progress?.total && { max: progress.total, value: progress.done })}
          />
        )}
        <div class="news-foot">
          {file && (
            <a
              class="button button-default"
              href={fileAddress(slug, about.exportId)}
              download={file.name}
              onClick={onRead}
            >
              <Download size={16} aria-hidden />
              {t(msg`Download`)}
            </a>
          )}
          {status === "running" && <Button onClick={onCancel}>{t(msg`Cancel`)}</Button>}
          <span class="news-time muted">
            <Time at={item.at} timeZone={workspace.timeZone} />
          </span>
        </div>
      </div>
      {item.unread && (
        <IconButton label={t(msg`Mark as read`)} class="news-read" onClick={onRead}>
          <Check size={16} aria-hidden />
        </IconButton>
      )}
    </li>
  );
}
