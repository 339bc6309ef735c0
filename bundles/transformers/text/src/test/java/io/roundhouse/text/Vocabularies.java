package io.roundhouse.text;

/** Small tokenizers of the kinds that MiniLM is not. */
final class Vocabularies {
    /** Whole words; fills with {@code <pad>}, which is 1 as in RoBERTa. */
    static final String WORDS = """
            {"version":"1.0",
             "added_tokens":[{"id":1,"content":"<pad>","single_word":false,"lstrip":false,"rstrip":false,
                              "normalized":false,"special":true}],
             "pre_tokenizer":{"type":"Whitespace"},
             "model":{"type":"WordLevel","vocab":{"<unk>":0,"<pad>":1,"one":5,"two":6},"unk_token":"<unk>"}}""";

    /** Byte pairs, as GPT and RoBERTa have them. */
    static final String PAIRS = """
            {"version":"1.0","added_tokens":[],
             "padding":{"strategy":{"Fixed":64},"direction":"Right","pad_to_multiple_of":null,"pad_id":0,
                        "pad_type_id":0,"pad_token":"a"},
             "truncation":{"direction":"Right","max_length":32,"strategy":"LongestFirst","stride":0},
             "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},
             "model":{"type":"BPE","dropout":null,"unk_token":"a","continuing_subword_prefix":null,
                      "end_of_word_suffix":null,"fuse_unk":false,"byte_fallback":false,
                      "vocab":{"a":0,"b":1,"ab":2},"merges":["a b"]}}""";

    /** Probabilities, as T5 and XLM-R have them. */
    static final String UNIGRAM = """
            {"version":"1.0","added_tokens":[],"pre_tokenizer":{"type":"Whitespace"},
             "model":{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0.0],["a",-1.0],["b",-1.5],["ab",-1.2]]}}""";

    private Vocabularies() {}
}
