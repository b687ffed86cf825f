# syntax=docker/dockerfile:1
# TypeScript runs as it is: only the two front ends are built.
ARG NODE=24-trixie-slim

FROM node:${NODE} AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps/console/package.json apps/console/
COPY apps/server/package.json apps/server/
COPY bench/package.json bench/
COPY packages/admin/package.json packages/admin/
COPY packages/api/package.json packages/api/
COPY packages/core/package.json packages/core/
COPY packages/react/package.json packages/react/
COPY packages/ui/package.json packages/ui/
COPY packages/vue/package.json packages/vue/
COPY packages/widget/package.json packages/widget/

FROM manifests AS front-ends
RUN npm ci
COPY tsconfig.base.json lingui.config.ts turbo.json ./
COPY packages packages
RUN npm run build

# Only what the program imports; packages that others merely go well with (peers) are not among it.
FROM manifests AS runtime
RUN npm ci --omit=dev --legacy-peer-deps --workspace=@tagdeck/server
RUN rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/src \
  && find node_modules/better-sqlite3/prebuilds -type f ! -name "linux*" -delete

FROM node:${NODE}
ENV NODE_ENV=production HOST=0.0.0.0 PATH=/app/node_modules/.bin:$PATH
WORKDIR /app
COPY --from=runtime /app ./
COPY LICENSE ./
COPY apps apps
COPY packages/core packages/core
COPY packages/api packages/api
COPY packages/widget packages/widget
COPY --from=front-ends /app/packages/admin/dist packages/admin/dist
COPY --from=front-ends /app/packages/widget/dist packages/widget/dist
RUN ln -s ../@tagdeck/server/bin/tagdeck.mjs node_modules/.bin/tagdeck && mkdir data && chown 1000:1000 data
USER 1000
VOLUME /app/data
EXPOSE 3000
HEALTHCHECK --start-period=60s --interval=15s --timeout=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tagdeck"]
CMD ["serve"]
