package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.roundhouse.server.control.Feedback.Item;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reads the document of {@code feedback}: one item, or a list of them under {@code feedback}. What is no JSON, or more than
 * allowed, is refused as a whole; an item that says nothing sensible is counted, and the others go on.
 */
final class FeedbackReader {
    /** Rows of one request that can have labels. */
    static final int LABELS_MAX = 1_024;

    private final JsonFactory json;
    private final Limits limits;

    FeedbackReader(JsonFactory json, Limits limits) {
        this.json = json;
        this.limits = limits;
    }

    /**
     * What was read.
     *
     * @param invalid items that say nothing sensible
     * @param fault what is wrong with the first of them; empty when there is none
     */
    record Read(List<Item> items, int invalid, String fault) {}

    /** Fills up while reading. */
    private static final class Found {
        final List<Item> items = new ArrayList<>();
        int invalid;
        String fault = "";

        void add(Draft draft) {
            String wrong = draft.fault == null && draft.id.isEmpty() ? "an item has no 'id'" : draft.fault;
            if (wrong == null && draft.labels.isEmpty() && draft.reward.isEmpty()) {
                wrong = Refusal.quote(draft.id) + " has neither 'label' nor 'reward'";
            }
            if (wrong == null) {
                items.add(new Item(draft.id, draft.labels, draft.reward));
            } else {
                invalid++;
                fault = fault.isEmpty() ? wrong : fault;
            }
        }
    }

    /** One item on its way. */
    private static final class Draft {
        String id = "";
        List<String> labels = List.of();
        OptionalDouble reward = OptionalDouble.empty();

        @Nullable
        String fault;

        void wrong(String what) {
            fault = fault == null ? what : fault;
        }
    }

    Read read(Body body) {
        if (body.end > limits.feedbackBytesMax()) {
            throw Refusal.tooLarge("the feedback has " + body.end + " bytes, at most " + limits.feedbackBytesMax()
                    + " are allowed; send it in parts");
        }
        body.requireUtf8();
        Found found = new Found();
        try (JsonParser parser = json.createParser((DataInput) body)) {
            document(parser, body, found);
        } catch (IOException e) {
            throw Json.malformed(e, body, limits);
        }
        return new Read(found.items, found.invalid, found.fault);
    }

    private void document(JsonParser parser, Body body, Found found) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw Refusal.request("the body must be a JSON object");
        }
        Draft single = new Draft();
        boolean isList = false;
        boolean isSingle = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (parser.currentName().equals("feedback")) {
                list(parser, found);
                isList = true;
            } else {
                isSingle |= member(parser, single);
            }
        }
        if (body.peek() >= 0) {
            throw Refusal.request("the JSON goes on after its end, near byte " + body.position);
        }
        if (isList == isSingle) {
            throw Refusal.request(
                    "the body must have either 'feedback', a list of items, or one item: 'id' with 'label'"
                            + " or 'reward' or both");
        }
        if (isSingle) {
            found.add(single);
        }
    }

    private void list(JsonParser parser, Found found) throws IOException {
        Tokens.beginArray(parser, "'feedback'");
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            if (found.items.size() + found.invalid == limits.feedbackItemsMax()) {
                throw Refusal.tooLarge(
                        "'feedback' has more than " + limits.feedbackItemsMax() + " items; send it in parts");
            }
            Draft draft = new Draft();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                member(parser, draft);
            }
            found.add(draft);
        }
        Tokens.requireEnd(parser, "'feedback' must hold objects only");
    }

    /** True when it is one of an item's. */
    private static boolean member(JsonParser parser, Draft draft) throws IOException {
        switch (parser.currentName()) {
            case "id" -> id(parser, draft);
            case "label" -> labels(parser, draft);
            case "reward" -> reward(parser, draft);
            default -> {
                Tokens.skip(parser);
                return false;
            }
        }
        return true;
    }

    private static void id(JsonParser parser, Draft draft) throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            draft.wrong("an 'id' is no string");
            parser.skipChildren();
        } else if (parser.getText().length() > Limits.NAME_LENGTH_MAX) {
            draft.wrong("an 'id' has " + parser.getText().length() + " characters, at most " + Limits.NAME_LENGTH_MAX
                    + " are allowed");
        } else {
            draft.id = parser.getText();
        }
    }

    private static void labels(JsonParser parser, Draft draft) throws IOException {
        List<String> labels = new ArrayList<>(1);
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            label(parser, draft, labels);
        } else {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                label(parser, draft, labels);
            }
            if (labels.isEmpty()) {
                draft.wrong("the list of labels of " + Refusal.quote(draft.id) + " is empty");
            }
        }
        draft.labels = labels;
    }

    private static void label(JsonParser parser, Draft draft, List<String> labels) throws IOException {
        JsonToken token = parser.currentToken();
        if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            draft.wrong("a label of " + Refusal.quote(draft.id) + " is no string, number or boolean");
            parser.skipChildren();
        } else if (parser.getText().length() > Limits.NAME_LENGTH_MAX) {
            draft.wrong("a label of " + Refusal.quote(draft.id) + " has more than " + Limits.NAME_LENGTH_MAX
                    + " characters");
        } else if (labels.size() == LABELS_MAX) {
            draft.wrong(Refusal.quote(draft.id) + " has more than " + LABELS_MAX + " labels");
        } else {
            labels.add(parser.getText());
        }
    }

    private static void reward(JsonParser parser, Draft draft) throws IOException {
        if (parser.nextToken().isNumeric()) {
            draft.reward = OptionalDouble.of(parser.getDoubleValue());
        } else {
            draft.wrong("the reward of " + Refusal.quote(draft.id) + " is no number");
            parser.skipChildren();
        }
    }
}
