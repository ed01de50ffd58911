-- Numbers of publications are public or about to be; which case holds a draft is not. This door
-- gives the numbers alone, so that a drafter never takes one that another case's draft holds.
grant create on schema public to parley_keeper;
create function publication_numbers(the_type text) returns table (number text)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.number from publications p where p.type = the_type
  union
  select d.number from published_documents d where d.type = the_type;
end;
alter function publication_numbers(text) owner to parley_keeper;
revoke all on function publication_numbers(text) from public;
grant execute on function publication_numbers(text) to parley_app, parley_worker;
revoke create on schema public from parley_keeper;
