/** Environment in which no local model server is found, whatever runs on this machine. */
export const NO_LOCAL_SERVERS: Readonly<Record<string, string>> = {
  LLAMACPP_BASE_URL: "http://127.0.0.1:9/v1",
  LMSTUDIO_BASE_URL: "http://127.0.0.1:9/v1",
  MLX_BASE_URL: "http://127.0.0.1:9/v1",
  OLLAMA_HOST: "http://127.0.0.1:9",
};
