# The gateway in a container: docker build -t ai-orchestrator . && docker run -p 127.0.0.1:4141:4141 -v aio:/data -e OPENAI_API_KEY ai-orchestrator
# Make a key first: docker run --rm -v aio:/data ai-orchestrator keys create me
FROM node:26-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts && npm run build

FROM node:26-slim
ENV AI_ORCHESTRATOR_HOME=/data AI_ORCHESTRATOR_NO_KEYCHAIN=1 NODE_ENV=production
COPY --from=build /src/dist/package /app
RUN mkdir -p /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 4141
HEALTHCHECK --interval=30s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:4141/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/aio.js"]
# Docker publishes the port; what may reach it is decided there.
CMD ["serve", "--host", "0.0.0.0", "--insecure-bind"]
