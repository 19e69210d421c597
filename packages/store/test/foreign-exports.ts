/** Small exports in the forms of the named products, made up by hand. */

/** ChatGPT: a tree with a regenerated answer, an edited question, reasoning, code, a picture, a quote and inner messages. */
export const CHATGPT: readonly object[] = [
  {
    conversation_id: "conv-1",
    id: "conv-1",
    title: "Plotting",
    create_time: 1_700_000_000.5,
    update_time: 1_700_000_900.25,
    current_node: "a2-final",
    is_archived: false,
    is_starred: true,
    default_model_slug: "gpt-4o",
    mapping: {
      root: { id: "root", message: null, parent: null, children: ["sys"] },
      sys: node(["sys", "root"], "system", { content_type: "text", parts: [""] }, { hidden: true }),
      context: node(["context", "sys"], "user", {
        content_type: "user_editable_context",
        user_profile: "p",
        user_instructions: "i",
      }),
      u1: node(
        ["u1", "context"],
        "user",
        {
          content_type: "multimodal_text",
          parts: [
            { content_type: "image_asset_pointer", asset_pointer: "file-service://file-AAA", size_bytes: 8 },
            "What is in the picture?",
          ],
        },
        { time: 1_700_000_001 },
      ),
      think: node(
        ["think", "u1"],
        "assistant",
        { content_type: "thoughts", thoughts: [{ summary: "Looking", content: "I see a cat." }] },
        { model: "o3" },
      ),
      recap: node(["recap", "think"], "assistant", { content_type: "reasoning_recap", content: "Thought for 3s" }),
      a1: node(
        ["a1", "recap"],
        "assistant",
        { content_type: "text", parts: ["A cat."] },
        { model: "o3", time: 1_700_000_005 },
      ),
      a1b: node(
        ["a1b", "u1"],
        "assistant",
        { content_type: "text", parts: ["A small dog."] },
        { model: "gpt-4o", time: 1_700_000_100 },
      ),
      u2old: node(["u2old", "a1"], "user", { content_type: "text", parts: ["plot it"] }, { time: 1_700_000_200 }),
      a2old: node(
        ["a2old", "u2old"],
        "assistant",
        { content_type: "text", parts: ["How?"] },
        { model: "gpt-4o", time: 1_700_000_201 },
      ),
      u2: node(["u2", "a1"], "user", { content_type: "text", parts: ["plot a sine"] }, { time: 1_700_000_300 }),
      code: node(
        ["code", "u2"],
        "assistant",
        { content_type: "code", language: "unknown", text: "plot(sin)" },
        { model: "gpt-4o", recipient: "python" },
      ),
      output: node(["output", "code"], "tool", { content_type: "execution_output", text: "done" }, { name: "python" }),
      quote: node(["quote", "output"], "tool", {
        content_type: "tether_quote",
        url: "https://example.com/sine",
        domain: "example.com",
        text: "the sine",
        title: "Sine",
      }),
      missing: node(["missing", "quote"], "tool", {
        content_type: "multimodal_text",
        parts: [{ content_type: "image_asset_pointer", asset_pointer: "sediment://file_gone" }],
      }),
      "a2-final": node(
        ["a2-final", "missing"],
        "assistant",
        { content_type: "text", parts: ["Here is the plot."] },
        { model: "gpt-4o", time: 1_700_000_400 },
      ),
    },
  },
  {
    conversation_id: "conv-2",
    title: null,
    create_time: 1_700_001_000,
    update_time: null,
    current_node: null,
    mapping: {},
  },
  { conversation_id: "conv-3", title: "broken", mapping: "gone" },
];

function node(
  [id, parent]: readonly [string, string],
  role: string,
  content: object,
  told: { hidden?: boolean; time?: number; model?: string; recipient?: string; name?: string } = {},
): object {
  const metadata = {
    ...(told.model === undefined ? {} : { model_slug: told.model }),
    ...(told.hidden === true ? { is_visually_hidden_from_conversation: true } : {}),
  };
  const message = {
    id,
    author: { role, name: told.name ?? null, metadata: {} },
    create_time: told.time ?? null,
    update_time: null,
    content,
    status: "finished_successfully",
    end_turn: null,
    weight: 1,
    metadata,
    recipient: told.recipient ?? "all",
  };
  return { id, message, parent, children: [] };
}

/** Claude: one conversation with parents (edited), one older without, attachments, an artifact, thinking. */
export const CLAUDE: readonly object[] = [
  {
    uuid: "claude-1",
    name: "Letters",
    created_at: "2025-03-01T10:00:00.000000Z",
    updated_at: "2025-03-01T11:00:00.000000Z",
    account: { uuid: "me" },
    chat_messages: [
      claude(
        ["h1", "00000000-0000-4000-8000-000000000000"],
        "human",
        [{ type: "text", text: "Read this", citations: [] }],
        {
          attachments: [{ file_name: "notes.txt", file_size: 5, file_type: "txt", extracted_content: "hello notes" }],
          files: [{ file_name: "photo.jpg" }, { file_name: "notes.txt" }],
        },
      ),
      claude(["m1", "h1"], "assistant", [
        { type: "thinking", thinking: "hm" },
        { type: "text", text: "I read it." },
      ]),
      claude(["h2", "m1"], "human", [{ type: "text", text: "write a page" }]),
      claude(["m2", "h2"], "assistant", [
        {
          type: "tool_use",
          id: "t",
          name: "artifacts",
          input: { id: "page", type: "text/html", title: "A page", content: "<p>hi</p>", command: "create" },
        },
        { type: "tool_result", tool_use_id: "t", name: "artifacts", content: [{ type: "text", text: "OK" }] },
        { type: "text", text: "Done." },
      ]),
      claude(["h2b", "m1"], "human", [{ type: "text", text: "write two pages" }]),
      claude(["m2b", "h2b"], "assistant", [{ type: "text", text: "Two then." }, { type: "hologram" }]),
    ],
  },
  {
    uuid: "claude-2",
    name: "",
    created_at: "2024-01-01T00:00:00Z",
    updated_at: "2024-01-01T00:10:00Z",
    chat_messages: [
      {
        uuid: "x1",
        text: "",
        sender: "human",
        created_at: "2024-01-01T00:00:00Z",
        attachments: [{ file_name: "", extracted_content: "a long paste" }],
        files: [],
      },
      {
        uuid: "x2",
        text: "I see.",
        sender: "assistant",
        created_at: "2024-01-01T00:01:00Z",
        attachments: [],
        files: [],
      },
      { uuid: "x3", text: "good", sender: "human", created_at: "2024-01-01T00:02:00Z" },
    ],
  },
];

function claude(
  [uuid, parent]: readonly [string, string],
  sender: string,
  content: readonly object[],
  extra: object = {},
): object {
  return {
    uuid,
    text: "",
    content,
    sender,
    created_at: "2025-03-01T10:00:00.000000Z",
    updated_at: "2025-03-01T10:00:00.000000Z",
    parent_message_uuid: parent,
    attachments: [],
    files: [],
    ...extra,
  };
}

/** Open WebUI: a tree with two models answering side by side, reasoning, a picture, a document, sources and an error. */
export const OPEN_WEBUI: readonly object[] = [
  {
    id: "owui-1",
    user_id: "me",
    title: "Compared",
    chat: {
      title: "Compared",
      models: ["llama3:8b", "qwen3"],
      params: { system: "be brief" },
      history: {
        currentId: "b1",
        messages: {
          q1: {
            id: "q1",
            parentId: null,
            childrenIds: ["a1", "b1"],
            role: "user",
            content: "why?",
            timestamp: 1_730_000_000,
            models: ["llama3:8b", "qwen3"],
            files: [
              { type: "image", url: "data:image/png;base64,iVBORw0KGgo=" },
              { type: "file", name: "doc.md", file: { filename: "doc.md", data: { content: "the document" } } },
              { type: "file", name: "lost.pdf", url: "/api/v1/files/1" },
            ],
          },
          a1: {
            id: "a1",
            parentId: "q1",
            childrenIds: [],
            role: "assistant",
            content: "because",
            model: "llama3:8b",
            timestamp: 1_730_000_001,
            usage: { prompt_tokens: 12, completion_tokens: 3 },
            annotation: { rating: -1 },
          },
          b1: {
            id: "b1",
            parentId: "q1",
            childrenIds: ["q2"],
            role: "assistant",
            content:
              '<details type="reasoning" done="true" duration="2">\n<summary>Thought for 2 seconds</summary>\n&gt; is 1 &lt; 2?\n&gt; yes\n</details>\nit is so',
            model: "qwen3",
            timestamp: 1_730_000_002,
            sources: [{ source: { name: "https://example.com/why" }, document: ["an excerpt"], metadata: [{}] }],
          },
          q2: {
            id: "q2",
            parentId: "b1",
            childrenIds: ["b2"],
            role: "user",
            content: "and then?",
            timestamp: 1_730_000_100,
          },
          b2: {
            id: "b2",
            parentId: "q2",
            childrenIds: [],
            role: "assistant",
            content: "",
            model: "qwen3",
            timestamp: 1_730_000_101,
            error: { content: "model not loaded" },
            done: true,
          },
        },
      },
      messages: [],
      tags: [],
      timestamp: 1_730_000_000_000,
    },
    updated_at: 1_730_000_200,
    created_at: 1_730_000_000,
    share_id: null,
    archived: true,
    pinned: false,
    meta: { tags: ["models"] },
    folder_id: null,
  },
];
