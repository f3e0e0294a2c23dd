-- Rewrites message_sender and its unique index, reads five tables once: locks each of them against everybody, for seconds where it has a million rows. Old code survives.

-- Ids of the marketing platform are opaque text: a step's id need not be a GUID.
alter table "message_sender" alter column "instance_id" type text;

alter table "message_sender" add constraint "message_sender_has_external_id" check (char_length(instance_id) >= 1 and char_length(instance_id) <= 100 and instance_id !~ '[\u0001-\u001f\u007f-\u009f]');
alter table "sender_execution" add constraint "sender_execution_has_external_id" check (char_length(execution_id) >= 1 and char_length(execution_id) <= 100 and execution_id !~ '[\u0001-\u001f\u007f-\u009f]');
alter table "contact_field" add constraint "contact_field_has_external_id" check (char_length(id) >= 1 and char_length(id) <= 100 and id !~ '[\u0001-\u001f\u007f-\u009f]');
alter table "campaign" add constraint "campaign_has_external_id" check (char_length(id) >= 1 and char_length(id) <= 100 and id !~ '[\u0001-\u001f\u007f-\u009f]');
alter table "marketing_user" add constraint "marketing_user_has_external_id" check (char_length(id) >= 1 and char_length(id) <= 100 and id !~ '[\u0001-\u001f\u007f-\u009f]');
